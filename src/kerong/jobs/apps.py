"""Django registration of this package."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "kerong.jobs"
    label = "jobs"
    verbose_name = "任务"
    default_auto_field = "django.db.models.BigAutoField"
