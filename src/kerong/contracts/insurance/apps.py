"""Django registration of this package."""

from django.apps import AppConfig


class InsuranceConfig(AppConfig):
    name = "kerong.contracts.insurance"
    label = "insurance"
    verbose_name = "贷款保险"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is told, who bears losses first, and what is checked."""
        from kerong.contracts.insurance.bearing import borne_by_insurers
        from kerong.contracts.insurance.check import ledger_faults
        from kerong.contracts.insurance.kinds import KINDS
        from kerong.contracts.insurance.pledged import policies_of_pledges
        from kerong.contracts.loans.losses import register_bearing
        from kerong.contracts.pledges.insured import register_insurance
        from kerong.ledger.check import register_check
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        register_bearing("insurance", borne_by_insurers)
        register_insurance("insurance", policies_of_pledges)
        register_check("insurance", ledger_faults)
