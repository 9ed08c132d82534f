"""Django registration of this package."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "kerong.evidence"
    label = "evidence"
    verbose_name = "信用信息"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.evidence.kinds import KINDS
        from kerong.notices.kinds import register_kind

        for kind in KINDS:
            register_kind(*kind)
