"""Django registration of this package."""

from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "kerong.contracts.subsidies"
    label = "subsidies"
    verbose_name = "补贴"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare notices, the effect of decisions, and what follows from payments and loans."""
        from kerong.catalogue.effects import SUBSIDY, register_effect
        from kerong.contracts.loans import reactions as loans
        from kerong.contracts.subsidies import loan_events, payment_events, surplus_events
        from kerong.contracts.subsidies.check import check_subsidies
        from kerong.contracts.subsidies.effect import award_by_effect
        from kerong.contracts.subsidies.kinds import KINDS
        from kerong.ledger.check import register_check
        from kerong.notices.kinds import register_kind
        from kerong.payments import reactions as payments

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        register_effect(SUBSIDY, award_by_effect)
        payments.react("surplus", surplus_events.ORDER, surplus_events.follow_surplus)
        payments.react_to_steps("subsidies", payment_events.ORDER, payment_events.follow_payments)
        loans.react("subsidies", loan_events.ORDER, loan_events.follow_loan)
        register_check("subsidies", check_subsidies)
