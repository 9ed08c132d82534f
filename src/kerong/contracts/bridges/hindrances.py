"""排除情形: what may stand in the way of a bridge, as known, as said by the firm, as lifted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kerong.contracts.bridges.models import Bridge, Coordination, FundTerms
from kerong.contracts.loans.models import Loan
from kerong.evidence.snapshot import facts_of

LAWSUIT, FROZEN, WAGE_ARREARS, ABNORMAL, BAD_CREDIT, OVERDUE, PROJECT_LOAN, OFF_BALANCE = (
    "lawsuit",
    "frozen_account",
    "wage_arrears",
    "abnormal",
    "bad_credit",
    "overdue",
    "project_loan",
    "off_balance",
)
CODES = (LAWSUIT, FROZEN, WAGE_ARREARS, ABNORMAL, BAD_CREDIT, OVERDUE, PROJECT_LOAN, OFF_BALANCE)
_FLAGS = {
    ABNORMAL: "is_abnormal_operation",
    BAD_CREDIT: "is_dishonest_debtor",
    OVERDUE: "is_overdue_now",
}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One that applies. `known`: evidence says so; otherwise the firm did.

    `bars`: nothing lifts it. `lifted`: a confirmed coordination decision names it.
    """

    code: str
    known: bool
    bars: bool
    lifted: bool

    @property
    def stands(self) -> bool:
        return self.bars or not self.lifted


def known_of(loan: Loan, on: date) -> tuple[str, ...]:
    """Codes of what is known of the firm and its loan on the day; what nobody knows is left to
    the firm's word."""
    facts = facts_of(loan.enterprise, as_of=on, on=on).facts
    return tuple(code for code in CODES if _applies(code, facts, loan))


def _applies(code: str, facts: Mapping[str, Any], loan: Loan) -> bool:
    if code == LAWSUIT:
        return (facts.get("pending_lawsuits") or 0) > 0
    if code == OVERDUE and loan.arrears_fen:
        return True
    return bool(facts.get(_FLAGS[code])) if code in _FLAGS else False


def hindrances(
    terms: FundTerms, *, known: Iterable[str], said: Iterable[str], lifted: Iterable[str] = ()
) -> tuple[Hindrance, ...]:
    """Those that apply and that the fund asks about, in the usual order."""
    facts, words, gone = set(known), set(said), set(lifted)
    asked = {*terms.excludes, *terms.bars}
    return tuple(
        Hindrance(code, code in facts, code in terms.bars, code in gone)
        for code in CODES
        if code in asked and code in facts | words
    )


def hindrances_now(bridge: Bridge, on: date) -> tuple[Hindrance, ...]:
    """What applies to the bridge today, with what coordination has lifted; four queries."""
    decided = Coordination.objects.filter(bridge=bridge).exclude(confirmed_at=None)
    lifted = {code for each in decided for code in each.lifts}
    known = known_of(bridge.loan, on)
    return hindrances(bridge.terms, known=known, said=bridge.said.split(), lifted=lifted)


def sorted_codes(codes: Iterable[str]) -> str:
    """Codes as a row keeps them: known ones only, in the usual order."""
    wanted = set(codes)
    return " ".join(code for code in CODES if code in wanted)
