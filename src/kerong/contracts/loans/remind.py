"""提醒: payments that fall due, and maturities near enough to ask for a renewal; each told once."""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from kerong.contracts.loans.access import REMIND
from kerong.contracts.loans.apply_reports import settle_columns, standing_of_loan
from kerong.contracts.loans.models import Loan, LoanReminder
from kerong.contracts.loans.notes import firm_of, say
from kerong.contracts.loans.parameters import desk_rule, renewal_rule
from kerong.contracts.loans.standing import Standing
from kerong.kernel.actor import SYSTEM
from kerong.kernel.money import Money

MOST_AT_ONCE = 500
Kind = LoanReminder.Kind
_log = logging.getLogger(__name__)


class RemindersFailed(RuntimeError):
    """Some loans could not be looked at; what was due on all the others was done."""


def remind(at: datetime) -> int:
    """How many reminders went out. A second run on the same day finds nothing to say.

    Raises RemindersFailed at the end, with the number of loans that raised.
    """
    REMIND.require(SYSTEM)
    on, told, failed = localdate(at), 0, 0
    for loan in _passed(on):
        failed += _tried(loan, partial(_move_due_day, loan, on)) is None
    for loan, kind, days in _due(on):
        said = _tried(loan, partial(_remind, loan, kind, days, at=at))
        told, failed = told + bool(said), failed + (said is None)
    if failed:
        raise RemindersFailed(f"{failed} loans failed, {told} reminders went out")
    return told


def _tried(loan: Loan, act: Callable[[], bool]) -> bool | None:
    """What the act says, or None where it raised: one loan must not stop the others.

    A database that does not answer ends the run at once.
    """
    try:
        with transaction.atomic():
            return act()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        _log.exception("a reminder failed", extra={"loan": loan.no})
        return None


def _move_due_day(loan: Loan, on: date) -> bool:
    return settle_columns(loan, _standing(loan, on))


def _passed(on: date) -> list[Loan]:
    """Loans whose next due day has passed and who look for the next one."""
    passed = Loan.objects.filter(state=Loan.State.ACTIVE, next_due_on__lt=on)
    return list(passed.order_by("next_due_on", "pk")[:MOST_AT_ONCE])


def _due(on: date) -> Iterator[tuple[Loan, str, int]]:
    """Loans with something to say today that was not said yet; two queries a kind and day."""
    active = Loan.objects.filter(state=Loan.State.ACTIVE).select_related("institution")
    for days in desk_rule(on).remind_days:
        day = on + timedelta(days=days)
        due = active.filter(next_due_on=day).order_by("pk")
        yield from _untold(due, Kind.PAYMENT, days)
    offered = renewal_rule(on).offer_days
    near = active.filter(
        matures_on__gt=on, matures_on__lte=on + timedelta(days=offered), outstanding_fen__gt=0
    )
    yield from _untold(near.order_by("matures_on", "pk"), Kind.RENEWAL, offered)


def _untold(loans: QuerySet[Loan], kind: str, days: int) -> Iterator[tuple[Loan, str, int]]:
    due_on = "matures_on" if kind == Kind.RENEWAL else "next_due_on"
    told = LoanReminder.objects.filter(
        loan=OuterRef("pk"), kind=kind, days=days, due_on=OuterRef(due_on)
    )
    for loan in loans.filter(~Exists(told))[:MOST_AT_ONCE]:
        yield loan, kind, days


def _remind(loan: Loan, kind: str, days: int, *, at: datetime) -> bool:
    """False when another worker told it in this moment: the row is unique."""
    due_on = loan.matures_on if kind == Kind.RENEWAL else loan.next_due_on
    facts: dict[str, Any] = {"due_on": due_on}
    if kind == Kind.PAYMENT:
        line = _standing(loan, localdate(at)).next_line
        facts["amount"] = Money(line.left_fen if line else 0).yuan_text()
    said = "loan.renewal_offered" if kind == Kind.RENEWAL else "loan.payment_due"
    row = LoanReminder(loan=loan, kind=kind, due_on=due_on, days=days, told_at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            say(loan, said, to=firm_of(loan), at=at, facts=facts)
    except IntegrityError:
        return False
    return True


def _standing(loan: Loan, on: date) -> Standing:
    return standing_of_loan(loan, list(loan.reports.order_by("no")), on)
