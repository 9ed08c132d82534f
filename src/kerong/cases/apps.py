"""Django registration of this package."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kerong.cases"
    label = "cases"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the sentences of the notices, and what our papers rest on."""
        from kerong.cases.applications.access import application_for
        from kerong.cases.applications.kinds import KINDS as OF_APPLICATIONS
        from kerong.cases.applications.papers import still_holds
        from kerong.cases.kinds import KINDS
        from kerong.cases.papers import CASE_MATTER, LOAN_MATTER
        from kerong.documents.matters import Matter, register_matter
        from kerong.notices.kinds import register_kind

        for code, zh, en in (*KINDS, *OF_APPLICATIONS):
            register_kind(code, zh, en)
        register_matter("case", CASE_MATTER)
        register_matter("loan", LOAN_MATTER)
        application = Matter(require_seen=application_for, holds=still_holds)
        register_matter("application", application)
