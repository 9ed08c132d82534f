"""The five conditions of 无还本续贷: what the platform knows, what the firm says, what is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LAWFUL, STABLE, CREDIT, STANDARD, OTHER = "lawful", "stable", "credit", "standard", "other"
ALL = (LAWFUL, STABLE, CREDIT, STANDARD, OTHER)
DECLARABLE = (LAWFUL, STABLE, CREDIT)

HOLDS, FAILS, DECLARED, UNKNOWN, BANK = "holds", "fails", "declared", "unknown", "bank"

SMALL, MEDIUM, LARGE = ("small", "micro"), "medium", "large"


@dataclass(frozen=True, slots=True)
class Condition:
    """`state` says how it is known; BANK means only the bank can tell."""

    code: str
    state: str


def conditions_of(
    facts: Mapping[str, Any], *, arrears_reported: bool, declared: Iterable[str]
) -> tuple[Condition, ...]:
    """`facts` as the evidence holds them; an absent one is unknown, and then the firm's word
    counts as a declaration, nothing more. What is known to fail stays so whatever is declared.
    """
    said = set(declared)
    known = {
        LAWFUL: _against(facts.get("is_abnormal_operation")),
        STABLE: _stable(facts),
        CREDIT: _credit(facts, arrears_reported),
    }
    found = []
    for code in DECLARABLE:
        state = known[code]
        if state == UNKNOWN and code in said:
            state = DECLARED
        found.append(Condition(code, state))
    return (*found, Condition(STANDARD, BANK), Condition(OTHER, BANK))


def _against(flag: Any) -> str:
    """A flag that speaks against the firm."""
    return UNKNOWN if flag is None else FAILS if flag else HOLDS


def _stable(facts: Mapping[str, Any]) -> str:
    revenue = facts.get("operating_revenue")
    return UNKNOWN if revenue is None else HOLDS if revenue > 0 else FAILS


def _credit(facts: Mapping[str, Any], arrears_reported: bool) -> str:
    """Arrears on the loan itself fail; without them every flag must be known to hold."""
    flags = [_against(facts.get(name)) for name in ("is_dishonest_debtor", "is_overdue_now")]
    if arrears_reported or FAILS in flags:
        return FAILS
    return HOLDS if set(flags) == {HOLDS} else UNKNOWN
