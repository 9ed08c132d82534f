"""Django registration of this package."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "kerong.catalogue"
    label = "catalogue"
    verbose_name = "产品目录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.catalogue.card_reads import facts_behind
        from kerong.catalogue.words import KINDS
        from kerong.evidence.reads_of_facts import register_card_reads
        from kerong.notices.kinds import register_kind

        register_card_reads(facts_behind)
        for code, zh, en in KINDS:
            register_kind(code, zh, en)
