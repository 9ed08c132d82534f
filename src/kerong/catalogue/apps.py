"""Django registration of this package."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "kerong.catalogue"
    label = "catalogue"
    verbose_name = "产品目录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.catalogue.words import KINDS
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
