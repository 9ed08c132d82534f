"""登记新贷款: the bank drew the loan it promised; its money comes straight into the escrow."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import RECORD_NEW_LOAN, promised_by
from kerong.contracts.bridges.errors import BridgeMoved, DayOutside, FigureWrong, NewLoanWrong
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.notes import note_bridge
from kerong.contracts.bridges.words import checked_words
from kerong.contracts.loans.award import Award
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.open_loan import open_loan
from kerong.kernel.actor import Actor
from kerong.kernel.references import one_spelling

LONGEST_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The new loan under the bank's own number, as it was drawn."""

    bank_no: str
    principal_fen: int
    rate_ppm: int
    months: int
    method: str
    drawn_on: date
    contract_on: date | None = None


def record_new_loan(*, actor: Actor, bridge_no: str, drawn: Drawn, at: datetime) -> Loan:
    """Opens the loan, or links the one the platform already holds under that number.

    The same number again is the same loan. Raises BridgeMoved, NewLoanWrong, DayOutside,
    FigureWrong, ContractOnWrongDay.
    """
    RECORD_NEW_LOAN.require(actor)
    bridge = promised_by(actor, bridge_no)
    number = checked_words(one_spelling(drawn.bank_no), least=1, most=64)
    if bridge.new_loan is not None and bridge.new_loan.bank_no == number:
        return bridge.new_loan
    if bridge.state != Bridge.State.REPAID or bridge.new_loan is not None:
        raise BridgeMoved(no=bridge.no, state=bridge.get_state_display())
    _require_promised(bridge, drawn, localdate(at))
    with transaction.atomic():
        loan = _loan(bridge, number, drawn, actor=actor, at=at)
        linked = Bridge.objects.filter(pk=bridge.pk, state=Bridge.State.REPAID, new_loan=None)
        if not linked.update(new_loan=loan):
            raise BridgeMoved(no=bridge.no, state=bridge.get_state_display())
        bridge.new_loan = loan
        facts = {"loan": loan.no, "bank_no": number, "rate_ppm": loan.rate_ppm}
        note_bridge(bridge, "new_loan", actor=actor, at=at, facts=facts)
    return loan


def _require_promised(bridge: Bridge, drawn: Drawn, on: date) -> None:
    if drawn.principal_fen <= 0:
        raise FigureWrong(field="principal_fen")
    if not 1 <= drawn.months <= LONGEST_MONTHS:
        raise FigureWrong(field="months")
    if drawn.rate_ppm > (bridge.promised_ppm or 0):
        raise NewLoanWrong(reason="the rate is above the promise", reason_zh="利率高于承诺")
    if drawn.principal_fen < bridge.amount_fen:
        raise NewLoanWrong(
            reason="it does not cover what was lent", reason_zh="金额不足以归还转贷资金"
        )
    earliest = bridge.settled_on or bridge.asked_on
    if not earliest <= drawn.drawn_on <= on:
        raise DayOutside(earliest=earliest, latest=on)


def _loan(bridge: Bridge, number: str, drawn: Drawn, *, actor: Actor, at: datetime) -> Loan:
    held = Loan.objects.filter(institution=bridge.institution, bank_no=number).first()
    if held is None:
        return open_loan(award=_award(bridge, number, drawn), actor=actor, at=at)
    same = (held.enterprise_id, held.principal_fen, held.rate_ppm, held.disbursed_on)
    told = (bridge.enterprise_id, drawn.principal_fen, drawn.rate_ppm, drawn.drawn_on)
    if held.pk == bridge.loan_id or same != told:
        raise NewLoanWrong(
            reason="another loan stands under this number", reason_zh="该借据号是另一笔贷款"
        )
    return held


def _award(bridge: Bridge, number: str, drawn: Drawn) -> Award:
    old = bridge.loan
    return Award(
        reference=bridge.reference,
        origin=bridge.reference,
        bank_no=number,
        enterprise_id=bridge.enterprise_id,
        institution_id=bridge.institution_id,
        listing_id=None,
        principal_fen=drawn.principal_fen,
        rate_ppm=drawn.rate_ppm,
        term_months=drawn.months,
        method=drawn.method,
        day_count=old.day_count,
        security=old.security,
        disbursed_on=drawn.drawn_on,
        contract_on=drawn.contract_on,
    )
