"""到期失效: what nobody answered, paid or needs any more, by the night."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.timezone import localdate

from kerong.contracts.insurance.closing import close_quotes
from kerong.contracts.insurance.errors import InquiryMoved, PolicyMoved
from kerong.contracts.insurance.models import (
    InsuranceInquiry,
    InsurancePolicy,
    InsuranceQuote,
    PremiumInstalment,
)
from kerong.contracts.insurance.moves import move_inquiry, move_policy
from kerong.contracts.insurance.notes import (
    holder_of,
    insurer_of,
    note_insurance,
    others_told,
    say_insurance,
)
from kerong.contracts.insurance.receive_premium import last_day
from kerong.kernel.actor import SYSTEM

Row = TypeVar("Row", bound=Model)
State, Asked = InsurancePolicy.State, InsuranceInquiry.State
_OF_PART = ("policy__enterprise", "policy__loan", "policy__bank", "policy__insurer")


def lapse_insurance(at: datetime) -> int:
    """Each row in a transaction of its own; one that moved meanwhile is left alone."""
    on = localdate(at)
    quoted = InsuranceQuote.objects.filter(state="quoted", valid_until__gte=on).values("inquiry")
    inquiries = InsuranceInquiry.objects.filter(state=Asked.OPEN, answer_on__lt=on)
    unpaid = InsurancePolicy.objects.filter(state=State.BOUND, premium_due_on__lt=on)
    behind = PremiumInstalment.objects.filter(
        paid_on=None, no__gt=1, due_on__lt=on, policy__state=State.IN_FORCE
    )
    over = InsurancePolicy.objects.filter(state=State.IN_FORCE, to_on__lt=on)
    named = ("enterprise", "loan", "bank")
    parts = _oldest(behind.select_related(*_OF_PART))
    late = (part for part in parts if last_day(part.policy, part) < on)
    return (
        _each(_oldest(inquiries.exclude(pk__in=quoted).select_related(*named)), _unanswered, at)
        + _each(_oldest(unpaid.select_related(*named, "insurer")), _unpaid, at)
        + _each(late, _behind, at)
        + _each(_oldest(over), _over, at)
    )


def _oldest(rows: QuerySet[Row]) -> Iterator[Row]:
    return rows.order_by("pk").iterator(chunk_size=500)


def _each(rows: Iterable[Row], end: Callable[[Row, datetime], None], at: datetime) -> int:
    count = 0
    for row in rows:
        try:
            with transaction.atomic():
                end(row, at)
        except (InquiryMoved, PolicyMoved):
            continue
        count += 1
    return count


def _unanswered(inquiry: InsuranceInquiry, at: datetime) -> None:
    move_inquiry(inquiry, Asked.LAPSED, since=(Asked.OPEN,), ended_at=at)
    close_quotes(inquiry)
    note_insurance(inquiry, "inquiry_lapsed", actor=SYSTEM, at=at, facts={})
    say_insurance(inquiry, "inquiry_lapsed", to=holder_of(inquiry), at=at)


def _unpaid(policy: InsurancePolicy, at: datetime) -> None:
    move_policy(policy, State.LAPSED, since=(State.BOUND,), ended_on=localdate(at))
    facts = {"due_on": policy.premium_due_on}
    note_insurance(policy, "lapsed", actor=SYSTEM, at=at, facts=facts)
    to = [insurer_of(policy), *others_told(policy)]
    say_insurance(policy, "lapsed", to=to, at=at, due_on=policy.premium_due_on)


def _behind(part: PremiumInstalment, at: datetime) -> None:
    """Cover ends with the last day of grace; what began before can still be claimed."""
    policy, until = part.policy, last_day(part.policy, part)
    move_policy(policy, State.LAPSED, since=(State.IN_FORCE,), ended_on=until)
    if not PremiumInstalment.objects.filter(pk=part.pk, paid_on=None).exists():
        raise PolicyMoved(state=policy.get_state_display())  # it was recorded in this moment
    facts = {"due_on": part.due_on, "part": part.no, "ended_on": until}
    note_insurance(policy, "lapsed", actor=SYSTEM, at=at, facts=facts)
    to = [insurer_of(policy), *others_told(policy)]
    say_insurance(policy, "lapsed", to=to, at=at, due_on=until)


def _over(policy: InsurancePolicy, at: datetime) -> None:
    """A loss that began within its days can still be claimed."""
    move_policy(policy, State.EXPIRED, since=(State.IN_FORCE,))
    note_insurance(policy, "expired", actor=SYSTEM, at=at, facts={"on": policy.to_on})
