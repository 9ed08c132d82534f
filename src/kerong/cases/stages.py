"""Moving a take-up or a case on: one conditional UPDATE, and the object in hand says the same."""

from typing import Any

from kerong.cases.errors import ChangedMeanwhile
from kerong.cases.models import Case, TakeUp


def move(take_up: TakeUp, stage: str, **fields: Any) -> None:
    """From the stage that was read to `stage`; raises ChangedMeanwhile when somebody was faster."""
    rows = TakeUp.objects.filter(pk=take_up.pk, stage=take_up.stage, released_at=None)
    if not rows.update(stage=stage, **fields):
        raise ChangedMeanwhile(no=take_up.no)
    _set(take_up, stage=stage, **fields)


def move_case(case: Case, state: str, **fields: Any) -> None:
    """From the state that was read to `state`; raises ChangedMeanwhile when somebody was faster."""
    rows = Case.objects.filter(pk=case.pk, state=case.state)
    if not rows.update(state=state, **fields):
        raise ChangedMeanwhile(no=case.no)
    _set(case, state=state, **fields)


def _set(row: Case | TakeUp, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
