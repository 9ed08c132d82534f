"""Django registration of this package."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "kerong.reporting"
    label = "reporting"
    verbose_name = "统计"
    default_auto_field = "django.db.models.BigAutoField"
