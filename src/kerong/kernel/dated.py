"""Numbers that hold from a day on: the one in force on a given day."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Anything with the day it began."""

    @property
    def since(self) -> date: ...


Rule = TypeVar("Rule", bound=Dated)


def in_force(rules: Sequence[Rule], day: date) -> Rule:
    """The latest that began on or before the day; before the first, the first."""
    first = min(rules, key=lambda rule: rule.since)
    begun = (rule for rule in rules if rule.since <= day)
    return max(begun, key=lambda rule: rule.since, default=first)
