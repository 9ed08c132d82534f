"""Django registration of this package."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "kerong.evidence"
    label = "evidence"
    verbose_name = "信用信息"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.documents.matters import register_matter
        from kerong.evidence.issue_consent_receipt import CONSENT_MATTER
        from kerong.evidence.kinds import KINDS
        from kerong.notices.kinds import register_kind

        for kind in KINDS:
            register_kind(*kind)
        register_matter("consent", CONSENT_MATTER)
