"""The one way a record of insurance changes its state: a conditional update of its own row."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from kerong.contracts.insurance.errors import ClaimMoved, InquiryMoved, PolicyMoved
from kerong.contracts.insurance.models import InsuranceClaim, InsuranceInquiry, InsurancePolicy


def move_inquiry(
    inquiry: InsuranceInquiry, to: str, *, since: Iterable[str], **fields: Any
) -> None:
    """Raises InquiryMoved when somebody else was faster."""
    held = InsuranceInquiry.objects.filter(pk=inquiry.pk, state__in=_texts(since))
    if not held.update(state=to, **fields):
        raise InquiryMoved()
    _set(inquiry, state=to, **fields)


def move_policy(policy: InsurancePolicy, to: str, *, since: Iterable[str], **fields: Any) -> None:
    """Raises PolicyMoved when somebody else was faster."""
    held = InsurancePolicy.objects.filter(pk=policy.pk, state__in=_texts(since))
    if not held.update(state=to, **fields):
        raise PolicyMoved(state=policy.get_state_display())
    _set(policy, state=to, **fields)


def hold_policy(policy: InsurancePolicy) -> None:
    """Its row first: of two who decide about one loss at once the second waits, and looks again."""
    InsurancePolicy.objects.filter(pk=policy.pk).update(serial=F("serial"))


def move_claim(
    claim: InsuranceClaim, to: str, *, since: Iterable[str], where: Q | None = None, **fields: Any
) -> None:
    """Raises ClaimMoved when somebody else was faster; `where` is what else must still hold."""
    held = InsuranceClaim.objects.filter(pk=claim.pk, state__in=_texts(since))
    held = held if where is None else held.filter(where)
    if not held.update(state=to, **fields):
        raise ClaimMoved(state=claim.get_state_display())
    _set(claim, state=to, **fields)


def _texts(states: Iterable[str]) -> list[str]:
    return [str(state) for state in states]


def _set(row: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
