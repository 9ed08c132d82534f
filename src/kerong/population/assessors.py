"""What else is judged in the course of a run: packages register how, for some blocks of firms.

An assessor works in two steps: it computes outside any transaction and returns what is to be
written, which then happens block by block, in the transaction that completes the block.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from kerong.parties.models import Enterprise
from kerong.population.models import Run
from kerong.population.scoring import FirmAnswer
from kerong.rules.engine_1.columns import Columns, columns_of
from kerong.rules.values import Value


@dataclass(frozen=True, slots=True)
class FirmJudged:
    """`facts` are what was observed, with computed scores laid under: observed values win."""

    enterprise: Enterprise
    facts: Mapping[str, Value]
    answer: FirmAnswer


@dataclass(frozen=True)
class BlockJudged:
    """The firms of one or several blocks, with what the run found of them."""

    run: Run
    firms: Sequence[FirmJudged]
    at: datetime

    @property
    def on(self) -> date:
        return self.run.decided_on

    @cached_property
    def columns(self) -> Columns:
        """The facts of the firms, a row a firm in their order."""
        return columns_of([(str(each.enterprise.pk), each.facts) for each in self.firms])


Write = Callable[[Collection[int]], None]  # what was found of the firms of these keys
Assessor = Callable[[BlockJudged], Write]


@dataclass(frozen=True, slots=True)
class Assessing:
    """`rows_a_firm` says how many rows at most are written of one firm in a run asked for then."""

    assessor: Assessor
    rows_a_firm: Callable[[datetime], int]


_registered: dict[str, Assessing] = {}


def register_assessor(
    name: str, assessor: Assessor, *, rows_a_firm: Callable[[datetime], int]
) -> None:
    """Belongs into the package's AppConfig.ready; assessors run in the order of their names."""
    one = Assessing(assessor, rows_a_firm)
    if _registered.setdefault(name, one) != one:
        raise ValueError(f"two assessors are called {name}")


def assess(block: BlockJudged) -> list[Write]:
    """What every assessor has to write for the firms."""
    return [_registered[name].assessor(block) for name in sorted(_registered)]


def rows_of_assessors(at: datetime) -> int:
    """How many rows all of them together may write of one firm."""
    return sum(each.rows_a_firm(at) for each in _registered.values())
