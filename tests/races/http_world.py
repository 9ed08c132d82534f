"""The world of the HTTP race: needs that are open now, and a token for each bank's clerk."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import localdate, now

from kerong.cases.models import TakeUp
from kerong.cases.set_desk_limit import set_desk_limit
from kerong.kernel.actor import Actor
from kerong.parties.issue_api_token import issue_api_token
from kerong.trail.verify import verify
from tests.build import cases, parties


def make_world(*, guard: str, institutions: int, needs: int) -> dict[str, Any]:
    """Numbers of the needs and tokens; with the guard "off" the unique index goes too."""
    at = now()
    cases.hold_calendar(at.year, at.year + 1)
    firm = cases.firm()
    nos = [cases.need(firm, at=at).no for _ in range(needs)]
    tokens = [_token(_clerk()) for _ in range(institutions)]
    if guard == "off":
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX take_up_one_live_per_slot")
    return {"nos": nos, "tokens": tokens}


def look() -> dict[str, Any]:
    """What the race left behind."""
    live = TakeUp.objects.live()
    return {
        "winners": live.count(),
        "doubled_slots": live.count() - live.values("case", "slot").distinct().count(),
        "chain_faults": len(verify().faults),
    }


def _clerk() -> Actor:
    bank = parties.institution()
    set_desk_limit(
        actor=cases.officer(), institution_id=bank.pk, limit=1000, words="压力测试", at=now()
    )
    return cases.clerk(bank)


def _token(actor: Actor) -> str:
    expires = localdate() + timedelta(days=2)
    return issue_api_token(name="race", expires_on=expires, actor=actor, at=now()).text
