"""附送申请材料: a paper that proves the loss or how the loan was looked after."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import ATTACH, party_claim
from kerong.contracts.compensation.errors import FigureOutOfRange, MovedMeanwhile
from kerong.contracts.compensation.models import Claim, ClaimPaper
from kerong.contracts.compensation.notes import note_claim, stream_of
from kerong.documents.store import keep, lay_down
from kerong.kernel.actor import Actor

OPEN = (Claim.State.FILED, Claim.State.CORRECTING, Claim.State.PROPOSED, Claim.State.ADVANCED)


@dataclass(frozen=True, slots=True)
class Paper:
    kind: str
    name: str
    content: bytes


def attach_claim_paper(*, actor: Actor, claim_no: str, paper: Paper, at: datetime) -> ClaimPaper:
    """While the claim is open. Raises MovedMeanwhile and what `documents` says of the file."""
    ATTACH.require(actor)
    claim = party_claim(actor, claim_no)
    if paper.kind not in ClaimPaper.Kind.values:
        raise FigureOutOfRange(field="kind")
    if claim.state not in OPEN:
        raise MovedMeanwhile(state=claim.get_state_display())
    laid = lay_down(name=paper.name, content=paper.content, at=at)
    with transaction.atomic():
        document = keep(laid, owner=stream_of(claim), actor=actor)
        row = ClaimPaper.objects.create(claim=claim, kind=paper.kind, document=document)
        facts = {"paper": str(paper.kind), "name": document.name, "sha256": document.sha256}
        note_claim(claim, "paper_attached", actor=actor, at=at, facts=facts)
    return row


def missing_papers(claim: Claim) -> list[str]:
    """Kinds of paper nobody handed in yet, in their order."""
    held = set(claim.papers.values_list("kind", flat=True))
    return [kind for kind in ClaimPaper.Kind.values if kind not in held]
