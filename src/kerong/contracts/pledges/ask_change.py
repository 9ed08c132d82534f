"""变更质押: the bank writes what shall hold instead; the firm agrees before it is filed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.loans.access import own_loan
from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.access import ASK_CHANGE, pledge_for
from kerong.contracts.pledges.checks import items_of
from kerong.contracts.pledges.errors import LoanNotPledgeable, NothingChanged, PledgeMoved
from kerong.contracts.pledges.filing import open_filing
from kerong.contracts.pledges.models import Filing, Pledge
from kerong.contracts.pledges.notes import firm_of, note_pledge, say
from kerong.contracts.pledges.offer_pledge import require_covered
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Another amount, or another loan: one that renewed the old one. None leaves it as it is."""

    secured_fen: int | None = None
    loan_no: str = ""
    words: str = ""


def ask_change(*, actor: Actor, pledge_no: str, change: Change, at: datetime) -> Filing:
    """The amount stays within what the rates allow, the loan within firm and bank.

    Raises PledgeMoved, NothingChanged, AboveCover, LoanNotPledgeable, FilingOpen, LoanNotFound.
    """
    ASK_CHANGE.require(actor)
    pledge = pledge_for(actor, pledge_no)
    if pledge.state != Pledge.State.REGISTERED:
        raise PledgeMoved(no=pledge.no, state=pledge.get_state_display())
    fields = _changed(pledge, change, actor)
    with transaction.atomic():
        filing = open_filing(
            pledge,
            Filing.Kind.CHANGE,
            state=Filing.State.DRAFTED,
            actor=actor,
            at=at,
            words=checked_words(change.words, least=0),
            **fields,
        )
        facts = {"filing": filing.no} | fields
        note_pledge(pledge, "change_asked", actor=actor, at=at, facts=facts)
        say(pledge, "pledge.change_asked", to=firm_of(pledge), at=at, filing=filing.no)
    return filing


def _changed(pledge: Pledge, change: Change, actor: Actor) -> dict[str, Any]:
    loan = own_loan(actor, change.loan_no) if change.loan_no else pledge.loan
    if loan.enterprise_id != pledge.enterprise_id or loan.state != Loan.State.ACTIVE:
        raise LoanNotPledgeable(
            reason="it is of another firm or not running", reason_zh="不是该企业存续的贷款"
        )
    secured = pledge.secured_fen if change.secured_fen is None else change.secured_fen
    if not 0 < secured <= loan.outstanding_fen:
        raise LoanNotPledgeable(
            reason="less is owed than would be secured", reason_zh="余额低于担保债权"
        )
    require_covered(items_of(pledge), secured)
    found: dict[str, Any] = {}
    if loan.pk != pledge.loan_id:
        found["new_loan_id"] = loan.pk
    if loan.matures_on != pledge.until_on:
        found["new_until_on"] = loan.matures_on
    if secured != pledge.secured_fen:
        found["new_secured_fen"] = secured
    if not found:
        raise NothingChanged()
    return found
