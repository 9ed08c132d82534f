"""Django registration of this package."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "kerong.ledger"
    label = "ledger"
    verbose_name = "账务"
    default_auto_field = "django.db.models.BigAutoField"
