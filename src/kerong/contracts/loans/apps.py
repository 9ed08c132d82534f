"""Django registration of this package."""

from django.apps import AppConfig


class LoansConfig(AppConfig):
    name = "kerong.contracts.loans"
    label = "loans"
    verbose_name = "贷款"
    default_auto_field = "django.db.models.BigAutoField"
