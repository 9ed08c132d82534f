"""材料: a document is put into the thread of a take-up by either side."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import SPEAK, take_up_for
from kerong.cases.models import Paper, TakeUp
from kerong.cases.notes import Word, note_take_up, say, take_up_ref
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.thread import other_side, sender_facts, side_of
from kerong.cases.words import checked_count, checked_words
from kerong.documents.store import keep, lay_down
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

MOST_PAPERS = 100  # of each side: room for every loan, none for a disk full of files


@retried
def attach_paper(
    *, actor: Actor, take_up_no: str, title: str, name: str, content: bytes, at: datetime
) -> Paper:
    """Keep the file under the take-up; type and size are judged by `documents`.

    Raises TooManyEntries when the side has attached as many papers as a take-up holds.
    """
    SPEAK.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "attach_paper")
    titled = checked_words(title, field="title", least=1, most=120)
    side = side_of(actor)
    held = Paper.objects.filter(take_up=take_up, side=side).order_by("pk")[:MOST_PAPERS]
    checked_count([*held.values_list("pk"), titled], MOST_PAPERS, field="papers")
    laid = lay_down(name=name, content=content, at=at)
    with transaction.atomic():
        document = keep(laid, owner=take_up_ref(take_up), actor=actor)
        paper = Paper.objects.create(
            take_up=take_up,
            side=side,
            title=titled,
            document=document,
            attached_by_id=actor.person_id,
            attached_at=at,
        )
        facts = {"title": titled, "document": document.pk}
        note_take_up(take_up, "paper_attached", actor=actor, at=at, facts=facts)
        say(_word(take_up, side, titled), about=take_up, at=at)
    return paper


def _word(take_up: TakeUp, side: str, title: str) -> Word:
    return Word(
        to=other_side(take_up, side),
        kind="take_up.paper",
        facts={**sender_facts(take_up, side), "title": title},
    )
