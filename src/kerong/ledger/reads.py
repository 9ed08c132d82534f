"""Questions of screens about the ledger; each in a constant number of statements."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Value, When, Window
from django.db.models.aggregates import Sum
from django.db.models.functions import Coalesce

from kerong.kernel.actor import Actor
from kerong.ledger.access import READ_LEDGER
from kerong.ledger.balances import balance_on
from kerong.ledger.errors import UnknownAccount, UnknownPeriod, UnknownTransfer
from kerong.ledger.models import Account, Period, Transfer
from kerong.ledger.telling import transfer_subject
from kerong.trail.models import Event

MOST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """What an account did between two days: what it held before, each transfer, what it holds.

    Rows carry `signed_fen` (on the account's normal side) and `after_fen`, counted from the
    opening balance, in the order in which they took effect.
    """

    account: Account
    first: date
    last: date
    opening_fen: int
    came_fen: int
    went_fen: int
    rows: QuerySet[Any]

    @property
    def closing_fen(self) -> int:
        return self.opening_fen + self.came_fen - self.went_fen


@dataclass(frozen=True, slots=True)
class TransferPage:
    """One transfer with what undid it and what the trail tells of it."""

    transfer: Transfer
    undone_by: Transfer | None
    events: list[Event]


def accounts_seen_by(actor: Actor) -> QuerySet[Account]:
    READ_LEDGER.require(actor)
    return Account.objects.order_by("code")


def account_for(actor: Actor, pk: int) -> Account:
    """Raises UnknownAccount."""
    found = accounts_seen_by(actor).filter(pk=pk).first()
    if found is None:
        raise UnknownAccount(account=str(pk))
    return found


def statement_of(*, account: Account, first: date, last: date) -> Statement:
    """The account's transfers that took effect from `first` to `last`, both in."""
    sign = account.chart.sign
    mine = Transfer.objects.filter(
        Q(debit=account) | Q(credit=account), effective_on__range=(first, last)
    )
    signed = Case(
        When(debit=account.pk, then=F("amount_fen") * sign),
        default=F("amount_fen") * -sign,
        output_field=BigIntegerField(),
    )
    told = mine.annotate(signed_fen=signed)
    sums = told.aggregate(
        came=Coalesce(Sum("signed_fen", filter=Q(signed_fen__gt=0)), 0),
        went=Coalesce(Sum("signed_fen", filter=Q(signed_fen__lt=0)), 0),
    )
    opening = balance_on(account=account.code, day=first - timedelta(days=1))
    running = Window(Sum("signed_fen"), order_by=[F("effective_on").asc(), F("no").asc()])
    rows = told.annotate(after_fen=running + Value(opening))
    return Statement(
        account=account,
        first=first,
        last=last,
        opening_fen=opening,
        came_fen=int(sums["came"]),
        went_fen=-int(sums["went"]),
        rows=rows.select_related("debit", "credit").order_by("effective_on", "no"),
    )


def transfers_seen_by(actor: Actor) -> QuerySet[Transfer]:
    """Every transfer, the latest effect first."""
    READ_LEDGER.require(actor)
    rows = Transfer.objects.select_related("debit", "credit")
    return rows.order_by("-effective_on", "-no")


def transfer_page(actor: Actor, no: int) -> TransferPage:
    """Raises UnknownTransfer; three queries."""
    rows = transfers_seen_by(actor).select_related("debit", "credit", "reverses", "hold")
    found = rows.filter(pk=no).first()
    if found is None:
        raise UnknownTransfer(transfer=no)
    told = Event.objects.filter(stream=found.subject, subject=transfer_subject(no))
    return TransferPage(
        transfer=found,
        undone_by=Transfer.objects.filter(reverses=no).first(),
        events=list(told.order_by("no")[:MOST_EVENTS]),
    )


def periods_seen_by(actor: Actor) -> QuerySet[Period]:
    """Months that were asked for, the latest first."""
    READ_LEDGER.require(actor)
    return Period.objects.select_related("asked_by", "closed_by").order_by(
        "-month_start", "book", "-pk"
    )


def period_for(actor: Actor, pk: int) -> Period:
    found = periods_seen_by(actor).filter(pk=pk).first()
    if found is None:
        raise UnknownPeriod()
    return found
