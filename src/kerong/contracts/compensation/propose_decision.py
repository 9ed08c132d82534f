"""拟定审核意见: pay in advance, agree an amount, or refuse; a second person decides."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import REVIEW, claim_to_review
from kerong.contracts.compensation.attach_claim_paper import missing_papers
from kerong.contracts.compensation.claim_moves import move_claim
from kerong.contracts.compensation.errors import (
    AmountTooHigh,
    FigureOutOfRange,
    MovedMeanwhile,
    PapersMissing,
)
from kerong.contracts.compensation.models import Claim, ClaimPaper
from kerong.contracts.compensation.notes import OFFICERS, note_claim, reviewers_of, say_claim
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

State, Kind = Claim.State, Claim.Proposal
PaperKind = ClaimPaper.Kind
NEEDED = (PaperKind.CONTRACT, PaperKind.VOUCHER, PaperKind.OVERDUE_NOTICE, PaperKind.LOSS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """`kind` advance pays what was applied for; settle agrees these amounts, refuse none."""

    kind: str
    words: str
    principal_fen: int = 0
    interest_fen: int = 0


def propose_decision(*, actor: Actor, claim_no: str, proposed: Proposed, at: datetime) -> Claim:
    """Raises AmountTooHigh beyond the claim, PapersMissing, MovedMeanwhile, NotYours."""
    REVIEW.require(actor)
    claim = claim_to_review(actor, claim_no)
    words = checked_words(proposed.words)
    principal, interest = _amounts(claim, proposed)
    since = (State.ADVANCED,) if claim.advanced_at else (State.FILED,)
    if claim.advanced_at and proposed.kind != Kind.SETTLE:
        raise MovedMeanwhile(state=claim.get_state_display())
    if proposed.kind == Kind.SETTLE:
        _require_papers(claim)
    with transaction.atomic():
        move_claim(
            claim,
            State.PROPOSED,
            since=since,
            proposal=proposed.kind,
            proposed_principal_fen=principal,
            proposed_interest_fen=interest,
            proposed_words=words,
            proposed_by_id=actor.person_id,
            proposed_at=at,
            approved_by_id=None,
            approved_at=None,
            return_words="",
        )
        facts = {
            "proposal": str(proposed.kind),
            "principal_fen": principal,
            "interest_fen": interest,
            "words": words,
        }
        note_claim(claim, "proposed", actor=actor, at=at, facts=facts)
        to = OFFICERS if claim.agreement.pays_from_fund else reviewers_of(claim)
        say_claim(claim, "proposed", to=to, at=at)
    return claim


def _amounts(claim: Claim, proposed: Proposed) -> tuple[int, int]:
    if proposed.kind not in Kind.values:
        raise FigureOutOfRange(field="kind")
    if proposed.kind == Kind.ADVANCE:
        return claim.principal_fen, claim.interest_fen
    if proposed.kind == Kind.REFUSE:
        return 0, 0
    for most, wanted in (
        (claim.principal_fen, proposed.principal_fen),
        (claim.interest_fen, proposed.interest_fen),
    ):
        if wanted > most:
            shown = Money(most).yuan_text()
            raise AmountTooHigh(most=shown, wanted=Money(wanted).yuan_text())
    least = 0 if claim.advanced_at else 1
    if proposed.principal_fen < least or proposed.interest_fen < 0:
        raise FigureOutOfRange(field="principal_fen")
    return proposed.principal_fen, proposed.interest_fen


def _require_papers(claim: Claim) -> None:
    missing = [kind for kind in missing_papers(claim) if kind in NEEDED]
    if missing:
        names = "、".join(PaperKind(kind).label for kind in missing)
        raise PapersMissing(papers=names)
