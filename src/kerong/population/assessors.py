"""What else is judged in the course of a run: packages register how, for one block of firms.

An assessor works in two steps: it computes outside any transaction and returns what is to be
written, which then happens in the transaction that completes the block.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kerong.parties.models import Enterprise
from kerong.population.models import Run
from kerong.population.scoring import FirmAnswer
from kerong.rules.values import Value


@dataclass(frozen=True, slots=True)
class FirmJudged:
    """`facts` are what was observed, with computed scores laid under: observed values win."""

    enterprise: Enterprise
    facts: Mapping[str, Value]
    answer: FirmAnswer


@dataclass(frozen=True, slots=True)
class BlockJudged:
    run: Run
    firms: Sequence[FirmJudged]
    at: datetime

    @property
    def on(self) -> date:
        return self.run.decided_on


Write = Callable[[], None]
Assessor = Callable[[BlockJudged], Write]
_registered: dict[str, Assessor] = {}


def register_assessor(name: str, assessor: Assessor) -> None:
    """Belongs into the package's AppConfig.ready; assessors run in the order of their names."""
    if _registered.setdefault(name, assessor) is not assessor:
        raise ValueError(f"two assessors are called {name}")


def assess(block: BlockJudged) -> list[Write]:
    """What every assessor has to write for the block."""
    return [_registered[name](block) for name in sorted(_registered)]
