"""Django registration of this package."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kerong.cases"
    label = "cases"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the sentences of the notices, and what papers about needs and loans rest on."""
        from kerong.cases.kinds import KINDS
        from kerong.cases.papers import CASE_MATTER, LOAN_MATTER
        from kerong.documents.matters import register_matter
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        register_matter("case", CASE_MATTER)
        register_matter("loan", LOAN_MATTER)
