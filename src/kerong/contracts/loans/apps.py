"""Django registration of this package."""

from django.apps import AppConfig


class LoansConfig(AppConfig):
    name = "kerong.contracts.loans"
    label = "loans"
    verbose_name = "贷款"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare notices, tell the firm of what happens to its loan, have loans checked."""
        from kerong.contracts.loans.check_loans import ledger_faults
        from kerong.contracts.loans.guards import GUARDS
        from kerong.contracts.loans.kinds import KINDS
        from kerong.contracts.loans.notify import ORDER, tell_firm
        from kerong.contracts.loans.reactions import react
        from kerong.ledger.check import register_check
        from kerong.ledger.guards import register_guards
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        react("loans.notices", ORDER, tell_firm)
        register_guards(GUARDS)
        register_check("loans", ledger_faults)
