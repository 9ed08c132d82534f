"""Django registration of this package."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "kerong.portal"
    label = "portal"
    verbose_name = "企业端"
    default_auto_field = "django.db.models.BigAutoField"
