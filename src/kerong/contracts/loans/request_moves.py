"""The one way an application changes its state: a conditional update, or RequestMoved."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kerong.contracts.loans.errors import RequestMoved
from kerong.contracts.loans.models import LoanRequest


def move(
    request: LoanRequest, to: str, *, since: Iterable[str], where: Q | None = None, **fields: Any
) -> None:
    """Raises RequestMoved when somebody else was faster; `where` is what else must still hold."""
    held = LoanRequest.objects.filter(pk=request.pk, state__in=[str(state) for state in since])
    held = held if where is None else held.filter(where)
    if not held.update(state=to, **fields):
        raise RequestMoved(state=request.state)
    request.state = to
    for name, value in fields.items():
        setattr(request, name, value)
