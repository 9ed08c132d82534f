"""Django registration of this package."""

from django.apps import AppConfig


class CompensationConfig(AppConfig):
    name = "kerong.contracts.compensation"
    label = "compensation"
    verbose_name = "代偿与补偿"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow loans, stop letters of guarantee, and say what this package tells and checks."""
        from kerong.contracts.compensation.check import ledger_faults
        from kerong.contracts.compensation.claims_paid import claims_paid
        from kerong.contracts.compensation.insured import sharing_claim
        from kerong.contracts.compensation.keep_guarantee import keeps_guarantee
        from kerong.contracts.compensation.kinds import KINDS
        from kerong.contracts.compensation.papers import CLAIM_MATTER
        from kerong.contracts.compensation.read_breakers import read_on_change
        from kerong.contracts.compensation.register_under_pool import take_up_on_opening
        from kerong.contracts.compensation.stops import stop_letters
        from kerong.contracts.guarantees.claim_rate import register_claims
        from kerong.contracts.guarantees.expire_guarantees import register_keeper
        from kerong.contracts.guarantees.stops import register_stop
        from kerong.contracts.loans.losses import register_sharing
        from kerong.contracts.loans.moved import follow
        from kerong.documents.matters import register_matter
        from kerong.ledger.check import register_check
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        register_matter("claim", CLAIM_MATTER)
        register_stop("compensation.breaker", stop_letters)
        register_keeper("compensation.claims", keeps_guarantee)
        register_claims("compensation", claims_paid)
        register_check("compensation", ledger_faults)
        register_sharing("compensation", sharing_claim)
        follow("compensation.pools", take_up_on_opening)
        follow("compensation.readings", read_on_change)
