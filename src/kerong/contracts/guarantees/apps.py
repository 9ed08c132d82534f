"""Django registration of this package."""

from django.apps import AppConfig


class GuaranteesConfig(AppConfig):
    name = "kerong.contracts.guarantees"
    label = "guarantees"
    verbose_name = "担保"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare notices, letters and what is checked; follow loans and refunds."""
        from kerong.contracts.guarantees.check_guarantees import ledger_faults
        from kerong.contracts.guarantees.extension import heed_extension
        from kerong.contracts.guarantees.follow_loan import follow_loan
        from kerong.contracts.guarantees.kinds import KINDS
        from kerong.contracts.guarantees.letters import GUARANTEE_MATTER
        from kerong.contracts.guarantees.refund import heed_payment
        from kerong.contracts.loans import moved, reactions
        from kerong.documents.matters import register_matter
        from kerong.ledger.check import register_check
        from kerong.notices.kinds import register_kind
        from kerong.payments import reactions as payments

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        register_matter("guarantee", GUARANTEE_MATTER)
        register_check("guarantees", ledger_faults)
        moved.follow("guarantees", follow_loan)
        reactions.react("guarantees.extension", 100, heed_extension)
        payments.react("guarantees.refund", 100, heed_payment)
