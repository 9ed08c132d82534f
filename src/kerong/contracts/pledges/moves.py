"""The one way pledges, filings and valuations change state: a conditional update, or a refusal."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kerong.contracts.pledges.errors import FilingMoved, PledgeMoved, ValuationMoved
from kerong.contracts.pledges.models import Filing, Pledge, Valuation

_REFUSALS: tuple[tuple[type[Any], type[Any]], ...] = (
    (Pledge, PledgeMoved),
    (Filing, FilingMoved),
    (Valuation, ValuationMoved),
)


def move(
    row: Pledge | Filing | Valuation,
    to: str,
    *,
    since: Iterable[str],
    where: Q | None = None,
    **fields: Any,
) -> None:
    """Raises PledgeMoved, FilingMoved or ValuationMoved when somebody else was faster."""
    model: Any = type(row)
    held = model.objects.filter(pk=row.pk, state__in=[str(state) for state in since])
    held = held if where is None else held.filter(where)
    if not held.update(state=to, **fields):
        refusal = next(fault for kind, fault in _REFUSALS if isinstance(row, kind))
        raise refusal(no=row.no, state=row.get_state_display())
    row.state = to
    for name, value in fields.items():
        setattr(row, name, value)
