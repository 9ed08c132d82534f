"""Django registration of this package."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "kerong.ledger"
    label = "ledger"
    verbose_name = "账务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.documents.matters import register_matter
        from kerong.ledger.check import register_check
        from kerong.ledger.check_papers import check_papers
        from kerong.ledger.issue_statement import ACCOUNT_MATTER, SUBJECT

        register_matter(SUBJECT, ACCOUNT_MATTER)
        register_check("documents", check_papers)
