"""Django registration of this package."""

from django.apps import AppConfig


class BridgesConfig(AppConfig):
    name = "kerong.contracts.bridges"
    label = "bridges"
    verbose_name = "应急转贷"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare notices and what is checked, and follow loans and payments."""
        from kerong.contracts.bridges.check_bridges import ledger_faults
        from kerong.contracts.bridges.following import ORDER, follow_loan, follow_payment
        from kerong.contracts.bridges.kinds import KINDS
        from kerong.contracts.bridges.repaying import repaying_bridge
        from kerong.contracts.loans import reactions as loans
        from kerong.contracts.loans.one_payer import register_repaying
        from kerong.ledger.check import register_check
        from kerong.notices.kinds import register_kind
        from kerong.payments import reactions as payments

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        register_check("bridges", ledger_faults)
        register_repaying("bridges", repaying_bridge)
        loans.react("bridges", ORDER, follow_loan)
        payments.react("bridges", ORDER, follow_payment)
