"""解除质押: the bank gives the rights back; a registered pledge ends with the register's entry."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import ASK_RELEASE, pledge_for
from kerong.contracts.pledges.errors import FilingOpen
from kerong.contracts.pledges.filing import open_filing
from kerong.contracts.pledges.models import Filing, Pledge, PledgeItem
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import firm_of, note_pledge, say
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


def ask_release(*, actor: Actor, pledge_no: str, words: str, at: datetime) -> Pledge:
    """Files the release of a registered pledge; one that never was registered ends at once.

    Raises PledgeMoved, FilingOpen, WordsWanted.
    """
    ASK_RELEASE.require(actor)
    pledge = pledge_for(actor, pledge_no)
    reason = checked_words(words)
    with transaction.atomic():
        if pledge.state == Pledge.State.REGISTERED:
            kind, submitted = Filing.Kind.RELEASE, Filing.State.SUBMITTED
            open_filing(pledge, kind, state=submitted, actor=actor, at=at, words=reason)
        else:
            _end(pledge, reason, actor=actor, at=at)
    return pledge


def _end(pledge: Pledge, words: str, *, actor: Actor, at: datetime) -> None:
    if Filing.objects.filter(pledge=pledge, state__in=Filing.OPEN).exists():
        raise FilingOpen()
    ended: dict[str, Any] = {"ended_on": localdate(at), "ended_by_id": actor.person_id}
    move(pledge, Pledge.State.RELEASED, since=(Pledge.State.SIGNED,), end_words=words, **ended)
    PledgeItem.objects.filter(pledge=pledge).update(live=False)
    note_pledge(pledge, "released", actor=actor, at=at, facts={"words": words})
    say(pledge, "pledge.released", to=firm_of(pledge), at=at, certificate="—")
