"""放款: the bank reports the payout once; the loan opens with its schedule and the need is done."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from kerong.cases.access import RECORD_DISBURSEMENT, take_up_for
from kerong.cases.clocks import rating_due
from kerong.cases.consents import end_for_case
from kerong.cases.credit import approved_credit
from kerong.cases.drafts import Disbursement
from kerong.cases.errors import (
    ChangedMeanwhile,
    DisbursedOnWrongDay,
    DisbursedOutOfCredit,
    DisbursementReferenceUsed,
)
from kerong.cases.models import Case, CreditDecision, Desk, TakeUp
from kerong.cases.notes import Word, case_ref, firm_of, note_case, note_take_up, say, take_up_ref
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.stages import move, move_case
from kerong.cases.words import AMOUNT, checked_range, checked_words
from kerong.contracts.loans.award import Award
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.open_loan import open_loan
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.references import one_spelling
from kerong.reference.calendar import held_calendar


@retried
def record_disbursement(
    *, actor: Actor, take_up_no: str, payout: Disbursement, at: datetime
) -> Loan:
    """Report the payout under the bank's own number; the same report twice is the same loan.

    Raises DisbursementReferenceUsed, DisbursedOutOfCredit, DisbursedOnWrongDay, ContractOnWrongDay.
    """
    RECORD_DISBURSEMENT.require(actor)
    take_up = take_up_for(actor, take_up_no)
    reference = one_spelling(payout.reference)
    reference = checked_words(reference, field="reference", least=1, most=64)
    told = _told_before(take_up, payout, reference)
    if told is not None:
        return told
    require_stage(take_up, "record_disbursement")
    decision = approved_credit(take_up)
    _require_within(payout, decision, at)
    award = _award(take_up, decision, payout, reference)
    try:
        return _pay_out(take_up, award, actor=actor, at=at)
    except (ChangedMeanwhile, IntegrityError):
        told = _told_before(take_up, payout, reference)
        if told is None:
            raise ChangedMeanwhile(no=take_up.no) from None
        return told


def _told_before(take_up: TakeUp, payout: Disbursement, reference: str) -> Loan | None:
    found = Loan.objects.filter(institution_id=take_up.institution_id, bank_no=reference).first()
    if found is None:
        return None
    told = (found.reference, found.principal_fen, found.disbursed_on)
    if told != (take_up_ref(take_up), payout.amount_fen, payout.disbursed_on):
        raise DisbursementReferenceUsed(reference=reference)
    return found


def _require_within(payout: Disbursement, decision: CreditDecision, at: datetime) -> None:
    checked_range(payout.amount_fen, AMOUNT)
    if payout.amount_fen > decision.amount_fen:
        raise DisbursedOutOfCredit(amount_fen=payout.amount_fen, credit_fen=decision.amount_fen)
    earliest, latest = localdate(decision.approved_at), localdate(at)
    if not earliest <= payout.disbursed_on <= latest:
        raise DisbursedOnWrongDay(earliest=earliest, latest=latest)


def _award(
    take_up: TakeUp, decision: CreditDecision, payout: Disbursement, reference: str
) -> Award:
    quote = decision.quote
    return Award(
        reference=take_up_ref(take_up),
        origin=case_ref(take_up.case),
        bank_no=reference,
        enterprise_id=take_up.case.enterprise_id,
        institution_id=take_up.institution_id,
        listing_id=take_up.case.listing_id,
        principal_fen=payout.amount_fen,
        line_fen=decision.amount_fen,
        rate_ppm=decision.rate_ppm,
        term_months=quote.term_months,
        method=quote.method,
        day_count=quote.day_count,
        security=quote.security,
        disbursed_on=payout.disbursed_on,
        contract_on=payout.contract_on,
    )


def _pay_out(take_up: TakeUp, award: Award, *, actor: Actor, at: datetime) -> Loan:
    with transaction.atomic():
        _end(take_up.case, at=at)
        move(take_up, TakeUp.Stage.DISBURSED, due_on=None, due_provisional=False)
        Desk.objects.filter(institution_id=take_up.institution_id).update(live=F("live") - 1)
        loan = open_loan(award=award, actor=actor, at=at)
        note_case(take_up.case, "disbursed", actor=actor, at=at, facts={"loan": loan.no})
        facts = {"loan": loan.no, "amount_fen": award.principal_fen, "reference": award.bank_no}
        note_take_up(take_up, "disbursed", actor=actor, at=at, facts=facts)
        end_for_case(take_up.case, actor=actor, at=at)
        say(_word(take_up, loan), about=take_up.case, at=at)
    return loan


def _end(case: Case, *, at: datetime) -> None:
    """The need is served; only the clock of its rating runs on."""
    due = rating_due(localdate(case.opened_at), localdate(at), held_calendar())
    fields = {"rate_due_on": due.on, "due_provisional": due.provisional}
    move_case(case, Case.State.DISBURSED, ended_at=at, **fields)


def _word(take_up: TakeUp, loan: Loan) -> Word:
    facts = {
        "institution": take_up.institution.name,
        "loan": loan.no,
        "rate_due_on": str(take_up.case.rate_due_on),
    }
    return Word(to=firm_of(take_up.case), kind="case.disbursed", facts=facts)
