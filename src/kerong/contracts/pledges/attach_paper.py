"""附送质押材料: firm or bank hands in a paper of a pledge, for one kind of filing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kerong.contracts.pledges.access import ATTACH_PAPER, pledge_for
from kerong.contracts.pledges.errors import FigureWrong, PledgeMoved, TooManyPapers
from kerong.contracts.pledges.models import Filing, Pledge, PledgePaper
from kerong.contracts.pledges.notes import note_pledge
from kerong.documents.store import keep, lay_down
from kerong.kernel.actor import Actor

MOST_PAPERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """`purpose` is the kind of filing it is for."""

    kind: str
    purpose: str
    name: str
    content: bytes


def attach_paper(*, actor: Actor, pledge_no: str, paper: NewPaper, at: datetime) -> PledgePaper:
    """While the pledge is open. Raises FigureWrong, PledgeMoved, TooManyPapers and what
    `documents` says of the file."""
    ATTACH_PAPER.require(actor)
    pledge = pledge_for(actor, pledge_no)
    if paper.kind not in PledgePaper.Kind.values or paper.purpose not in Filing.Kind.values:
        raise FigureWrong(field="kind")
    if pledge.state not in Pledge.OPEN:
        raise PledgeMoved(no=pledge.no, state=pledge.get_state_display())
    if pledge.papers.count() >= MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)
    laid = lay_down(name=paper.name, content=paper.content, at=at)
    with transaction.atomic():
        document = keep(laid, owner=pledge.reference, actor=actor)
        row = PledgePaper.objects.create(
            pledge=pledge,
            kind=paper.kind,
            purpose=paper.purpose,
            document=document,
            attached_by_id=actor.person_id,
            attached_as=actor.role,
            attached_at=at,
        )
        facts = {"paper": paper.kind, "for": paper.purpose, "sha256": document.sha256}
        note_pledge(pledge, "paper_attached", actor=actor, at=at, facts=facts)
    return row
