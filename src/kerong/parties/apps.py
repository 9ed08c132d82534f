"""Django registration of this package."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "kerong.parties"
    label = "parties"
    verbose_name = "主体"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.notices.kinds import register_kind
        from kerong.notices.recipients import register_resolver
        from kerong.parties.kinds import KINDS
        from kerong.parties.recipients import people_behind

        register_resolver(people_behind)
        for code, zh, en in KINDS:
            register_kind(code, zh, en)
