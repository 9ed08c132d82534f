"""Django registration of this package."""

from django.apps import AppConfig


class PopulationConfig(AppConfig):
    name = "kerong.population"
    label = "population"
    verbose_name = "全量运行"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.notices.kinds import register_kind
        from kerong.population.assessors import register_assessor
        from kerong.population.kinds import KINDS
        from kerong.population.screen import rows_a_firm, screen_block

        for kind in KINDS:
            register_kind(*kind)
        register_assessor("pre_approvals", screen_block, rows_a_firm=rows_a_firm)
