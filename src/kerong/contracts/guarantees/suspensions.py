"""Suspensions of programmes: their scope, and who is told."""

from datetime import datetime

from django.utils.timezone import localdate

from kerong.contracts.guarantees.models import Agreement, ProgrammeSuspension
from kerong.contracts.guarantees.programmes import programme_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record


def scope_of(programme: str, guarantor_id: int | None) -> str:
    return programme if guarantor_id is None else f"{programme}/{guarantor_id}"


def tell_suspension(row: ProgrammeSuspension, words: str, *, actor: Actor, at: datetime) -> None:
    """An event on the programme's stream, and word to both sides of the running agreements."""
    stream, open_ = reference("guarantee_programme", row.programme), row.resumed_at is None
    facts = {"scope": row.scope, "words": words}
    record(
        stream=stream,
        kind="guarantee_programme.suspended" if open_ else "guarantee_programme.resumed",
        actor=actor,
        at=at,
        subject=stream,
        facts=facts,
    )
    on = localdate(at)
    running = Agreement.objects.filter(
        programme=row.programme, state=Agreement.State.SIGNED, ended_on=None, to_on__gte=on
    )
    if row.guarantor_id is not None:
        running = running.filter(guarantor_id=row.guarantor_id)
    pairs = running.order_by("pk").values_list("bank_id", "guarantor_id")
    sides = sorted({side for pair in pairs for side in pair})
    zh, en = programme_words(row.programme)
    told = {"programme_zh": zh, "programme_en": en, "words": words}
    to = [reference("institution", side) for side in sides]
    kind = "guarantee.programme_suspended" if open_ else "guarantee.programme_resumed"
    tell(to=to, kind=kind, facts=told, subject=stream, at=at)
