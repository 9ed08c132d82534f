"""申请担保函: the bank that approved a credit asks a guarantor to answer for it."""

from datetime import datetime

from kerong.cases.access import ASK_GUARANTEE, take_up_for
from kerong.cases.credit import approved_credit
from kerong.cases.models import TakeUp
from kerong.cases.notes import case_ref, take_up_ref
from kerong.cases.shapes.open_take_up import require_stage
from kerong.contracts.guarantees.ask_letter import ask_letter
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.values import ApprovedCredit, LetterWish
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def ask_guarantee(*, actor: Actor, take_up_no: str, wish: LetterWish, at: datetime) -> Guarantee:
    """After the approval and before the payout; a batch agreement answers at once.

    Raises NoProposal and what `ask_letter` raises.
    """
    ASK_GUARANTEE.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "ask_guarantee")
    return ask_letter(actor=actor, credit=credit_of(take_up), wish=wish, at=at)


def credit_of(take_up: TakeUp) -> ApprovedCredit:
    """The approval as a plain value; the loan to come names the take-up."""
    decision = approved_credit(take_up)
    return ApprovedCredit(
        reference=take_up_ref(take_up),
        origin=case_ref(take_up.case),
        bank_id=take_up.institution_id,
        enterprise_id=take_up.case.enterprise_id,
        listing_id=take_up.case.listing_id,
        amount_fen=decision.amount_fen,
        rate_ppm=decision.rate_ppm,
        term_months=decision.quote.term_months,
    )
