"""申请代偿: a bank lays the loss of one loan before the pool or the guarantor that shares it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import FILE_CLAIM
from kerong.contracts.compensation.errors import (
    AlreadyClaimed,
    AmountTooHigh,
    FigureOutOfRange,
    LossDiffers,
)
from kerong.contracts.compensation.in_force import cover_of
from kerong.contracts.compensation.loss_figures import require_reported, require_ripe
from kerong.contracts.compensation.models import Claim, LossAgreement
from kerong.contracts.compensation.models.claim import LIVE
from kerong.contracts.compensation.notes import note_claim, reviewers_of, say_claim
from kerong.contracts.compensation.split_terms import split_terms
from kerong.contracts.compensation.stops import STOPS_CLAIMS, require_running
from kerong.contracts.compensation.words import checked_words
from kerong.contracts.guarantees.cover import Cover
from kerong.contracts.loans.access import own_loan
from kerong.contracts.loans.losses import ReportedLoss, loss_of
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.one_payer import require_unrepaid
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import number_to_come


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDraft:
    """What the bank claims; amounts in fen, at most what its own reports of the loan say."""

    loan_no: str
    principal_fen: int
    interest_fen: int = 0
    words: str = ""


def file_claim(*, actor: Actor, draft: ClaimDraft, at: datetime) -> Claim:
    """Raises AlreadyClaimed naming the first claim, NotCovered, NoAgreement, TooEarly,
    LossDiffers, AmountTooHigh beyond the guarantee, BreakerSuspended where claims are stopped,
    RepaidElsewhere where other money repays the loan.
    """
    FILE_CLAIM.require(actor)
    loan, on = own_loan(actor, draft.loan_no), localdate(at)
    words = checked_words(draft.words, least=0)
    _require_first(loan)
    agreement, cover = cover_of(loan, on)
    require_running(agreement, loan, STOPS_CLAIMS, on)
    loss = loss_of(loan, on)
    require_ripe(loss, agreement)
    _require_amounts(draft, loss, agreement, cover)
    split_on = loan.disbursed_on if cover is None else cover.from_on
    split_terms(agreement.split_key, split_on)
    claim = _claim(loan, agreement, cover, loss)
    claim.split_on = split_on
    claim.principal_fen, claim.interest_fen = draft.principal_fen, draft.interest_fen
    claim.words = words
    claim.filed_by_id, claim.filed_at = actor.person_id, at  # type: ignore[assignment]
    claim.due_on = on + timedelta(days=agreement.decide_days)
    with transaction.atomic():
        require_unrepaid(loan)
        _insert(claim, at)
        note_claim(claim, "filed", actor=actor, at=at, facts=_facts(claim))
        to = [reviewers_of(claim), *(["role:officer"] if agreement.pays_from_fund else [])]
        say_claim(claim, "filed", to=to, at=at, due_on=claim.due_on)
    return claim


def _require_first(loan: Loan) -> None:
    first = Claim.objects.filter(loan=loan, state__in=LIVE).first()
    if first is not None:
        raise AlreadyClaimed(first=first.no)


def _require_amounts(
    draft: ClaimDraft, loss: ReportedLoss, agreement: LossAgreement, cover: Cover | None
) -> None:
    if not 0 < draft.principal_fen <= MOST_FEN or not 0 <= draft.interest_fen <= MOST_FEN:
        raise FigureOutOfRange(field="principal_fen")
    require_reported(loss, principal_fen=draft.principal_fen, interest_fen=draft.interest_fen)
    if draft.interest_fen and not agreement.covers_interest:
        claimed = Money(draft.interest_fen).yuan_text()
        raise LossDiffers(field="interest_fen", claimed=claimed, reported="0.00")
    if cover is not None and draft.principal_fen > cover.principal_fen:
        most, wanted = Money(cover.principal_fen), Money(draft.principal_fen)
        raise AmountTooHigh(most=most.yuan_text(), wanted=wanted.yuan_text())


def _claim(loan: Loan, agreement: LossAgreement, cover: Cover | None, loss: ReportedLoss) -> Claim:
    return Claim(
        no=number_to_come(),
        kind=Claim.Kind.POOL if cover is None else Claim.Kind.GUARANTEE,
        loan=loan,
        enterprise_id=loan.enterprise_id,
        lender_id=loan.institution_id,
        guarantor_id=cover.guarantor_id if cover else None,
        guarantee_no=cover.guarantee_no if cover else "",
        agreement=agreement,
        split_key=agreement.split_key,
        loss_on=loss.on,
        overdue_from=loss.overdue_from,
    )


def _insert(claim: Claim, at: datetime) -> None:
    """The database lets one claim of a loan stand; who comes second hears of the first."""
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as fault:
        _require_first(claim.loan)
        raise AlreadyClaimed(first="-") from fault
    claim.no = f"C{localdate(at).year}-{claim.pk:06d}"
    Claim.objects.filter(pk=claim.pk).update(no=claim.no)


def _facts(claim: Claim) -> dict[str, object]:
    return {
        "claim": claim.no,
        "kind": str(claim.kind),
        "loan": claim.loan.no,
        "agreement": claim.agreement.no,
        "guarantee": claim.guarantee_no,
        "principal_fen": claim.principal_fen,
        "interest_fen": claim.interest_fen,
        "overdue_from": claim.overdue_from,
        "due_on": claim.due_on,
    }
