"""Django registration of this package."""

from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "kerong.contracts.subsidies"
    label = "subsidies"
    verbose_name = "补贴"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the sentences of the notices."""
        from kerong.contracts.subsidies.kinds import KINDS
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
