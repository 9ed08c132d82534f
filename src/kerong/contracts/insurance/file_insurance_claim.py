"""保险索赔: the bank lays the loss of the very loan before its insurer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import BANK, FILE_CLAIM, policy_of
from kerong.contracts.insurance.errors import (
    ClaimStands,
    FigureUnfit,
    InWaiting,
    PolicyMoved,
    WaiverStands,
)
from kerong.contracts.insurance.loans import require_covered
from kerong.contracts.insurance.models import ClaimWaiver, InsuranceClaim, InsurancePolicy
from kerong.contracts.insurance.moves import hold_policy
from kerong.contracts.insurance.notes import insurer_of, note_insurance, say_insurance
from kerong.contracts.insurance.payout import require_reported
from kerong.contracts.insurance.words import checked_words
from kerong.contracts.loans.losses import ReportedLoss, loss_of
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.one_payer import require_unrepaid
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceClaimDraft:
    """What is claimed as lost, at most what the bank's own reports of the loan say."""

    principal_fen: int
    interest_fen: int = 0
    words: str = ""


def file_insurance_claim(
    *, actor: Actor, policy_no: str, draft: InsuranceClaimDraft, at: datetime
) -> InsuranceClaim:
    """Raises NothingLost, NotInsured, InWaiting, WaiverStands, BeyondReports, ClaimStands,
    PolicyMoved, and RepaidElsewhere where other money repays the loan."""
    FILE_CLAIM.require(actor)
    policy = policy_of(actor, policy_no, BANK)
    loan = policy.loan
    if loan is None or policy.premium_on is None:
        raise PolicyMoved(state=policy.get_state_display())
    on = localdate(at)
    loss = loss_of(loan, on)
    _require_insured(policy, loss)
    if not 0 < draft.principal_fen <= MOST_FEN or not 0 <= draft.interest_fen <= MOST_FEN:
        raise FigureUnfit(field="principal_fen")
    require_reported(loss, draft.principal_fen, draft.interest_fen)
    claim = _claim(policy, loan, draft, loss)
    claim.filed_by_id, claim.filed_at = actor.person_id, at  # type: ignore[assignment]
    claim.due_on = on + timedelta(days=policy.decide_days)
    with transaction.atomic():
        hold_policy(policy)
        _require_unwaived(policy, loss)
        require_unrepaid(loan)
        _insert(claim, at)
        facts = {
            "policy": policy.no,
            "loan": loan.no,
            "principal_fen": claim.principal_fen,
            "interest_fen": claim.interest_fen,
            "overdue_from": claim.overdue_from,
            "due_on": claim.due_on,
        }
        note_insurance(claim, "claim_filed", actor=actor, at=at, facts=facts)
        say_insurance(claim, "claim_filed", to=insurer_of(claim), at=at, due_on=claim.due_on)
    return claim


def _require_unwaived(policy: InsurancePolicy, loss: ReportedLoss) -> None:
    """What the bank gave up to claim it does not claim after all."""
    given_up = ClaimWaiver.objects.filter(policy=policy, overdue_from=loss.overdue_from)
    if given_up.filter(state=ClaimWaiver.State.APPROVED).exists():
        raise WaiverStands()


def _require_insured(policy: InsurancePolicy, loss: ReportedLoss) -> None:
    """The arrears began within the cover, and the days of waiting are over."""
    since = require_covered(policy, loss.overdue_from)
    first = since + timedelta(days=policy.waiting_days)
    if loss.on < first:
        raise InWaiting(
            since=since.isoformat(), days=policy.waiting_days, from_on=first.isoformat()
        )


def _claim(
    policy: InsurancePolicy, loan: Loan, draft: InsuranceClaimDraft, loss: ReportedLoss
) -> InsuranceClaim:
    assert loss.overdue_from is not None
    return InsuranceClaim(
        no=number_to_come(),
        policy=policy,
        loan=loan,
        enterprise=policy.enterprise,
        bank=policy.bank,
        insurer=policy.insurer,
        overdue_from=loss.overdue_from,
        loss_on=loss.on,
        principal_fen=draft.principal_fen,
        interest_fen=draft.interest_fen,
        words=checked_words(draft.words, least=0),
    )


def _insert(claim: InsuranceClaim, at: datetime) -> None:
    """The database lets one claim of a policy stand; who comes second hears of the first."""
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as fault:
        rows = InsuranceClaim.objects.filter(policy=claim.policy, state__in=InsuranceClaim.LIVE)
        first = rows.first()
        raise ClaimStands(first=first.no if first else "-") from fault
    claim.no = f"YC{localdate(at).year}-{claim.pk:06d}"
    InsuranceClaim.objects.filter(pk=claim.pk).update(no=claim.no)
