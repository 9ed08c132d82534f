"""Django registration of this package."""

from django.apps import AppConfig


class CultivationConfig(AppConfig):
    name = "kerong.cultivation"
    label = "cultivation"
    verbose_name = "培育库"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.cultivation.assess import assess_block, rows_a_firm
        from kerong.cultivation.kinds import KINDS
        from kerong.notices.kinds import register_kind
        from kerong.population.assessors import register_assessor

        for kind in KINDS:
            register_kind(*kind)
        register_assessor("pools", assess_block, rows_a_firm=rows_a_firm)
