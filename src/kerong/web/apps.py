"""Django registration of this package."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kerong.web"
    label = "web"
    verbose_name = "页面框架"
    default_auto_field = "django.db.models.BigAutoField"
