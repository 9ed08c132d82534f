"""担保随贷款: a guarantee begins when its loan is drawn, shrinks as it is repaid, ends with it."""

from typing import Any

from django.db.models import Q

from kerong.contracts.guarantees.finish import Ending, finish
from kerong.contracts.guarantees.liability import set_balance
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.moves import move
from kerong.contracts.guarantees.notes import firm_of, guarantor_of, note_guarantee, say
from kerong.contracts.guarantees.rooms import change_room
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.moved import LoanMoved
from kerong.finance.dates import months_after
from kerong.finance.terms import REVOLVING
from kerong.kernel.money import Money

State, End = Guarantee.State, Guarantee.End
_NAMED = ("agreement", "bank", "guarantor", "enterprise")
_WITH_LOAN = {Loan.State.SETTLED: End.SETTLED, Loan.State.RENEWED: End.RENEWED}


def follow_loan(moved: LoanMoved) -> None:
    """Registered with loans; runs in the transaction of the payout or of the bank's report."""
    if moved.opened:
        _begin(moved)
        return
    bound = Q(state=State.EFFECTIVE) | Q(state=State.ENDED, end_kind__in=_WITH_LOAN.values())
    rows = Guarantee.objects.filter(bound, loan=moved.loan).select_related(*_NAMED)
    for guarantee in rows.order_by("pk"):
        _follow(guarantee, moved)


def _begin(moved: LoanMoved) -> None:
    """A letter whose days ran out before the payout, or of another firm or bank, begins nothing."""
    loan = moved.loan
    guarantee = (
        Guarantee.objects.select_related(*_NAMED)
        .filter(
            award=loan.reference,
            state=State.ISSUED,
            bank_id=loan.institution_id,
            enterprise_id=loan.enterprise_id,
            valid_until__gte=loan.disbursed_on,
        )
        .first()
    )
    if guarantee is None:
        return
    began_on = loan.disbursed_on
    matures_on = min(loan.matures_on, months_after(began_on, guarantee.term_months))
    move(
        guarantee,
        State.EFFECTIVE,
        since=(State.ISSUED,),
        loan=loan,
        effective_on=began_on,
        matures_on=matures_on,
        liable_until=months_after(matures_on, guarantee.agreement.tail_months),
        fees_due_on=began_on,
    )
    _follow(guarantee, moved)
    facts = {"loan": loan.no, "on": began_on, "amount": Money(guarantee.balance_fen).yuan_text()}
    noted = facts | {"balance_fen": guarantee.balance_fen, "matures_on": matures_on}
    noted |= {"liable_until": guarantee.liable_until}
    note_guarantee(guarantee, "effective", actor=moved.actor, at=moved.at, facts=noted)
    for to in (guarantor_of(guarantee), firm_of(guarantee)):
        say(guarantee, "guarantee.effective", to=to, at=moved.at, facts=facts)


def _follow(guarantee: Guarantee, moved: LoanMoved) -> None:
    """A written-off loan releases nothing: the bank may still claim."""
    loan = moved.loan
    if loan.state == Loan.State.WRITTEN_OFF:
        return
    ended = _WITH_LOAN.get(Loan.State(loan.state))
    if ended is not None:
        if guarantee.state == State.EFFECTIVE:
            ending = Ending(ended.value, moved.on)
            finish(guarantee, ending, actor=moved.actor, at=moved.at)
        return
    if guarantee.state == State.ENDED:
        _reinstate(guarantee, moved)
    target = min(loan.outstanding_fen, guarantee.amount_fen)
    set_balance(guarantee, target, on=moved.on, actor=moved.actor, at=moved.at)
    change_room(guarantee, _room(guarantee, loan))


def _room(guarantee: Guarantee, loan: Loan) -> int:
    """A line that may be drawn again or further keeps its room until it ends."""
    open_line = loan.method == REVOLVING or loan.line_fen > loan.principal_fen
    return min(loan.line_fen, guarantee.amount_fen) if open_line else guarantee.balance_fen


def _reinstate(guarantee: Guarantee, moved: LoanMoved) -> None:
    """The bank took back the report that had ended the loan: the guarantee stands as before."""
    fields: dict[str, Any] = {"ended_on": None, "end_kind": "", "fees_closed_at": None}
    move(guarantee, State.EFFECTIVE, since=(State.ENDED,), fees_due_on=moved.on, **fields)
    facts = {"loan": moved.loan.no}
    note_guarantee(guarantee, "reinstated", actor=moved.actor, at=moved.at, facts=facts)
