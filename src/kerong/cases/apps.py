"""Django registration of this package."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kerong.cases"
    label = "cases"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the sentences of the notices this package sends."""
        from kerong.cases.kinds import KINDS
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
