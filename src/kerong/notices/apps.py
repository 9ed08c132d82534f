"""Django registration of this package."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kerong.notices"
    label = "notices"
    verbose_name = "通知"
    default_auto_field = "django.db.models.BigAutoField"
