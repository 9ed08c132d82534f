"""再担保备案: what began, changed and ended in a month, line by line, for the re-guarantor."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kerong.contracts.guarantees.access import EXPORT_FILING
from kerong.contracts.guarantees.models import FeeInvoice, Guarantee, LiabilityStep
from kerong.finance.dates import months_after
from kerong.kernel import roles
from kerong.kernel.actor import Actor

BEGAN, RUNNING, ENDED = "began", "running", "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingLine:
    """One guarantee in the month; amounts in fen, `refee_fen` invoiced in the month."""

    guarantee: Guarantee
    standing: str
    released_fen: int
    balance_fen: int
    refee_fen: int


def month_range(month: date) -> tuple[date, date]:
    """Its first day, and the first day of the next month."""
    first = month.replace(day=1)
    return first, months_after(first, 1)


def filing_of(actor: Actor, month: date) -> list[FilingLine]:
    """The guarantor's lines of a month, the oldest first; three queries.

    A guarantee appears from the month it began until the month it ended.
    """
    EXPORT_FILING.require(actor)
    first, after = month_range(month)
    rows = list(_within(actor, first, after))
    keys = [row.pk for row in rows]
    steps = LiabilityStep.objects.filter(guarantee__in=keys, effective_on__lt=after)
    released: dict[int, int] = {}
    balance: dict[int, int] = {}
    for pk, on, change, held in steps.order_by("effective_on", "no").values_list(
        "guarantee_id", "effective_on", "principal_fen", "balance_fen"
    ):
        balance[pk] = held
        if on >= first and change < 0:
            released[pk] = released.get(pk, 0) - change
    fees: dict[int, int] = {}
    invoiced = FeeInvoice.objects.filter(
        guarantee__in=keys, kind=FeeInvoice.Kind.REGUARANTEE, to_on__gt=first, to_on__lte=after
    )
    for pk, fen in invoiced.values_list("guarantee_id", "amount_fen"):
        fees[pk] = fees.get(pk, 0) + fen
    return [
        FilingLine(
            guarantee=row,
            standing=_standing(row, first, after),
            released_fen=released.get(row.pk, 0),
            balance_fen=balance.get(row.pk, 0),
            refee_fen=fees.get(row.pk, 0),
        )
        for row in rows
    ]


def _within(actor: Actor, first: date, after: date) -> QuerySet[Guarantee]:
    if actor.role not in roles.INSTITUTION or actor.institution_id is None:
        return Guarantee.objects.none()
    running = Q(ended_on=None) | Q(ended_on__gte=first)
    mine = Guarantee.objects.filter(guarantor_id=actor.institution_id, effective_on__lt=after)
    return (
        mine.filter(running)
        .select_related("agreement", "bank", "guarantor", "enterprise", "loan")
        .order_by("effective_on", "pk")
    )


def _standing(row: Guarantee, first: date, after: date) -> str:
    if row.ended_on is not None and row.ended_on < after:
        return ENDED
    return BEGAN if row.effective_on and row.effective_on >= first else RUNNING
