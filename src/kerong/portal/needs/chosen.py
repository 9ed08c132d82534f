"""The institution a firm has chosen: until when it must act, and when the need may be withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kerong.cases.models import Case, TakeUp
from kerong.cases.shapes.open_take_up import CHOSEN


@dataclass(frozen=True, slots=True)
class Chosen:
    """`late`: its day has passed, and the firm may withdraw although it accepted a quote."""

    institution: str
    due_on: date | None
    late: bool
    pays: bool

    @property
    def in_time(self) -> bool:
        return not self.late


def chosen_of(case: Case, take_ups: Iterable[TakeUp], *, on: date) -> Chosen | None:
    """None while no quote is accepted, and once the money is paid out."""
    if case.state not in CHOSEN:
        return None
    held = next((each for each in take_ups if each.is_live), None)
    if held is None:
        return None
    return Chosen(
        institution=held.institution.name,
        due_on=held.due_on,
        late=held.due_on is None or held.due_on < on,
        pays=held.stage == TakeUp.Stage.CREDITED,
    )
