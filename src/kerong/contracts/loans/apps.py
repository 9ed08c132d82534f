"""Django registration of this package."""

from django.apps import AppConfig


class LoansConfig(AppConfig):
    name = "kerong.contracts.loans"
    label = "loans"
    verbose_name = "贷款"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the sentences of the notices, and tell the firm of what happens to its loan."""
        from kerong.contracts.loans.kinds import KINDS
        from kerong.contracts.loans.notify import ORDER, tell_firm
        from kerong.contracts.loans.reactions import react
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        react("loans.notices", ORDER, tell_firm)
