"""Django registration of this package."""

from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "kerong.contracts.pledges"
    label = "pledges"
    verbose_name = "知识产权质押"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the sentences of the notices, and follow what becomes of loans."""
        from kerong.contracts.loans import moved, reactions
        from kerong.contracts.pledges.following import ORDER, heed_event, heed_move
        from kerong.contracts.pledges.kinds import KINDS
        from kerong.notices.kinds import register_kind

        for code, zh, en in KINDS:
            register_kind(code, zh, en)
        reactions.react("pledges", ORDER, heed_event)
        moved.follow("pledges", heed_move)
