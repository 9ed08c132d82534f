"""Balances as of any day, added up from the transfers that took effect until then."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from kerong.ledger.chart import KINDS
from kerong.ledger.errors import UnknownAccount
from kerong.ledger.models import Account, Transfer


def balance_on(*, account: str, day: date) -> int:
    """Fen on the normal side of the account at the end of that day; raises UnknownAccount."""
    kinds = Account.objects.filter(code=account).values_list("pk", "kind")
    found = kinds.first()
    if found is None:
        raise UnknownAccount(account=account)
    pk, kind = found
    until = Transfer.objects.filter(effective_on__lte=day)
    debited = _sum(until.filter(debit=pk))
    return KINDS[kind].sign * (debited - _sum(until.filter(credit=pk)))


def balances_on(book: str, day: date) -> dict[str, int]:
    """Every account of the book by code; three queries."""
    until = Transfer.objects.filter(debit__book=book, effective_on__lte=day)
    debited, credited = _sums(until, "debit"), _sums(until, "credit")
    accounts = Account.objects.filter(book=book).values_list("pk", "code", "kind")
    return {
        code: KINDS[kind].sign * (debited.get(pk, 0) - credited.get(pk, 0))
        for pk, code, kind in accounts
    }


def with_movement(accounts: QuerySet[Account], day: date) -> QuerySet[Any]:
    """The accounts with `debited_fen` and `credited_fen` until that day, summed row by row."""
    until = Transfer.objects.filter(effective_on__lte=day)
    return accounts.annotate(
        debited_fen=_summed(until.filter(debit=OuterRef("pk")), "debit"),
        credited_fen=_summed(until.filter(credit=OuterRef("pk")), "credit"),
    )


def _summed(rows: QuerySet[Transfer], side: str) -> Coalesce:
    total = rows.order_by().values(side).annotate(fen=Sum("amount_fen")).values("fen")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), Value(0))


def _sum(rows: QuerySet[Transfer]) -> int:
    return int(rows.aggregate(fen=Sum("amount_fen"))["fen"] or 0)


def _sums(rows: QuerySet[Transfer], side: str) -> dict[int, int]:
    summed = rows.order_by().values_list(F(f"{side}_id")).annotate(fen=Sum("amount_fen"))
    return {pk: int(fen) for pk, fen in summed}
