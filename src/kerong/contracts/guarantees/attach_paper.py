"""担保材料: the bank or the guarantor puts a document to the review of a guarantee."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.guarantees.access import ATTACH_PAPER, guarantee_for
from kerong.contracts.guarantees.errors import TooManyPapers
from kerong.contracts.guarantees.models import GuaranteePaper
from kerong.contracts.guarantees.notes import guarantee_ref, note_guarantee
from kerong.contracts.guarantees.words import checked_words
from kerong.documents.store import keep, lay_down
from kerong.kernel.actor import Actor

MOST_PAPERS = 40


def attach_paper(
    *, actor: Actor, guarantee_no: str, title: str, name: str, content: bytes, at: datetime
) -> GuaranteePaper:
    """Keep the file with the guarantee; type and size are judged by `documents`.

    Raises TooManyPapers, WordsWanted.
    """
    ATTACH_PAPER.require(actor)
    guarantee = guarantee_for(actor, guarantee_no)
    titled = checked_words(title, least=1, most=120)
    if guarantee.papers.count() >= MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)
    laid = lay_down(name=name, content=content, at=at)
    with transaction.atomic():
        document = keep(laid, owner=guarantee_ref(guarantee), actor=actor)
        paper = GuaranteePaper.objects.create(
            guarantee=guarantee,
            institution_id=actor.institution_id,
            title=titled,
            document=document,
            attached_by_id=actor.person_id,
            attached_at=at,
        )
        facts = {"title": titled, "document": document.pk}
        note_guarantee(guarantee, "paper_attached", actor=actor, at=at, facts=facts)
    return paper
