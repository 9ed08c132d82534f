"""Django registration of this package."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "kerong.payments"
    label = "payments"
    verbose_name = "支付"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the sentences of the notices, and tell payees what became of their money."""
        from kerong.ledger.check import register_check
        from kerong.ledger.guards import register_guards
        from kerong.notices.kinds import register_kind
        from kerong.payments.check import check_payments
        from kerong.payments.guards import GUARDS
        from kerong.payments.kinds import KINDS
        from kerong.payments.notify import ORDER, tell_payees
        from kerong.payments.reactions import react_to_steps

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        react_to_steps("payments.notices", ORDER, tell_payees)
        register_guards(GUARDS)
        register_check("payments", check_payments)
