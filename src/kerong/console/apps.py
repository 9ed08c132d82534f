"""Django registration of this package."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "kerong.console"
    label = "console"
    verbose_name = "政府端"
    default_auto_field = "django.db.models.BigAutoField"
