"""Django registration of this package."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "kerong.reference"
    label = "reference"
    verbose_name = "参照表"
    default_auto_field = "django.db.models.BigAutoField"
