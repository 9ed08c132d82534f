"""Django registration of this package."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "kerong.workbench"
    label = "workbench"
    verbose_name = "机构端"
    default_auto_field = "django.db.models.BigAutoField"
