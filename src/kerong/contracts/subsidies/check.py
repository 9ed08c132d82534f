"""补贴复核: what subsidies promise about money, recomputed from rows; part of `ledger-check`."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Sum

from kerong.contracts.subsidies.award_subsidy import award_facts
from kerong.contracts.subsidies.check_runs import check_runs
from kerong.contracts.subsidies.check_surplus import check_surplus
from kerong.contracts.subsidies.models import (
    Budget,
    ClawBack,
    ClawBackReceipt,
    EntitledMonth,
    Entitlement,
    Payout,
    Subsidy,
)
from kerong.kernel.canonical import digest
from kerong.kernel.money import Money
from kerong.kernel.references import reference
from kerong.ledger.check import LedgerFault
from kerong.ledger.models import Account
from kerong.trail.against import Saying, differing_rows

State = Subsidy.State
_AWARDED = "subsidy.awarded"
_FIXED = (
    *("origin", "programme", "clause", "family", "matter", "first_month", "last_month"),
    *("asked_fen", "form", "digest"),
)
_BACK = (ClawBack.State.ORDERED, ClawBack.State.CLOSED)

SENTENCES = {
    "entitlement.sums": (
        "应享额度的合计与其下补贴不符。",
        "The sums of an entitlement are not those of its subsidies.",
    ),
    "entitlement.months": ("存续补贴的月份未占用。", "A live subsidy holds none of its months."),
    "entitlement.freed": (
        "无存续补贴的月份仍被占用。",
        "Months are held and nothing stands there.",
    ),
    "subsidy.sums": (
        "补贴的兑付或追回合计与明细不符。",
        "What a subsidy says was ordered, paid or taken back is not what its rows say.",
    ),
    "subsidy.state": ("补贴状态与金额不符。", "The state of a subsidy does not fit its amounts."),
    "subsidy.calculation": ("补贴计算过程被改动。", "A stored calculation was changed."),
    "subsidy.differs": (
        "补贴与核定时的留痕不符。",
        "A subsidy is not what was awarded, as the trail has it.",
    ),
    "budget.held": ("预算占用与补贴不符。", "What a budget holds is not what its subsidies say."),
    "budget.payable": ("应付补贴与补贴不符。", "What is payable is not what subsidies say."),
    "budget.paid": ("已付补贴与兑付明细不符。", "What was paid is not what the payouts say."),
    "claw_back.receipt": (
        "到账凭证的认领合计与追回明细不符。",
        "What was taken of a bank's receipt is not what claw-backs say.",
    ),
    "budget.claw_back": ("追回应收与追回明细不符。", "What is owed back is not what rows say."),
}


def check_subsidies() -> Iterable[LedgerFault]:
    """I2, I3 and I9 as far as subsidies go: paid ≤ committed ≤ entitled, rows against ledger."""
    yield from _entitlements()
    yield from _months()
    yield from _subsidies()
    yield from _awarded()
    yield from check_runs()
    yield from _budgets()
    yield from _receipts()
    yield from check_surplus()


def _fault(code: str, where: str, **facts: str) -> LedgerFault:
    return LedgerFault(code, where, *SENTENCES[code], facts)


def _differs(code: str, where: str, held: int, computed: int) -> Iterator[LedgerFault]:
    if held != computed:
        told = {"stored": Money(held).yuan_text(), "expected": Money(computed).yuan_text()}
        yield _fault(code, where, **told)


def _entitlements() -> Iterator[LedgerFault]:
    live = Subsidy.objects.filter(state__in=Subsidy.LIVE).order_by().values_list("entitlement")
    sums = live.annotate(
        committed=Sum(F("granted_fen") - F("returned_fen")),
        paid=Sum(F("settled_fen") - F("returned_fen")),
    )
    found = {pk: (int(committed), int(paid)) for pk, committed, paid in sums}
    for held in Entitlement.objects.order_by("pk").iterator(1000):
        committed, paid = found.get(held.pk, (0, 0))
        where = f"entitlement:{held.pk}"
        yield from _differs("entitlement.sums", where, held.committed_fen, committed)
        yield from _differs("entitlement.sums", where, held.paid_fen, paid)


def _months() -> Iterator[LedgerFault]:
    own = EntitledMonth.objects.filter(entitlement=OuterRef("entitlement"))
    live = Subsidy.objects.filter(state__in=Subsidy.LIVE)
    for no in live.filter(~Exists(own)).values_list("no", flat=True):
        yield _fault("entitlement.months", no)
    standing = live.filter(entitlement=OuterRef("entitlement"))
    free = EntitledMonth.objects.filter(~Exists(standing)).values_list("entitlement", flat=True)
    for pk in sorted(set(free)):
        yield _fault("entitlement.freed", f"entitlement:{pk}")


def _subsidies() -> Iterator[LedgerFault]:
    ordered, settled = _paid_out()
    back = _taken_back()
    for row in Subsidy.objects.order_by("pk").iterator(1000):
        yield from _differs("subsidy.sums", row.no, row.ordered_fen, ordered[row.pk])
        yield from _differs("subsidy.sums", row.no, row.settled_fen, settled[row.pk])
        yield from _differs("subsidy.sums", row.no, row.returned_fen, back[row.pk])
        if (row.state == State.PAID) != (row.state in Subsidy.LIVE and row.is_settled):
            yield _fault("subsidy.state", row.no, state=row.state)
        if row.calculation and digest(json.loads(row.calculation)) != row.digest:
            yield _fault("subsidy.calculation", row.no)


def _awarded() -> Iterator[LedgerFault]:
    """To whom, for what and how much was awarded is what the trail says; states move on."""
    rows = Subsidy.objects.select_related("entitlement", "budget")
    for row, differs in differing_rows(rows, _AWARDED, _said):
        yield _fault("subsidy.differs", row.no, what=differs)


def _said(row: Subsidy) -> Saying:
    facts = award_facts(row)
    firm = reference("enterprise", row.enterprise_id)
    return Saying(row.subject, firm, {name: facts[name] for name in _FIXED})


def _paid_out() -> tuple[dict[int, int], dict[int, int]]:
    """By subsidy what its payouts say was ordered and has arrived."""
    ordered: dict[int, int] = defaultdict(int)
    settled: dict[int, int] = defaultdict(int)
    rows = Payout.objects.values_list("subsidy", "state", "amount_fen", "offset_fen")
    for pk, state, amount, offset in rows.iterator(2000):
        ordered[pk] += offset if state == Payout.State.CANCELLED else amount
        settled[pk] += amount if state == Payout.State.PAID else offset
    return ordered, settled


def _taken_back() -> dict[int, int]:
    back: dict[int, int] = defaultdict(int)
    rows = ClawBack.objects.filter(state__in=_BACK).order_by().values_list("subsidy")
    for pk, fen in rows.annotate(fen=Sum(F("amount_fen") - F("waived_fen"))):
        back[pk] = int(fen)
    return back


def _budgets() -> Iterator[LedgerFault]:
    for budget in Budget.objects.order_by("pk"):
        rows = Subsidy.objects.filter(budget=budget)
        payouts = Payout.objects.filter(subsidy__budget=budget)
        paid = _sum(payouts.filter(state=Payout.State.PAID), F("amount_fen") - F("offset_fen"))
        sent = _sum(payouts.filter(state=Payout.State.SENT), F("amount_fen") - F("offset_fen"))
        owed = rows.filter(state__in=[State.ORDERED, State.PAID])
        payable = _sum(owed, F("granted_fen") - F("settled_fen")) - sent
        left = F("amount_fen") - F("received_fen") - F("offset_fen") - F("waived_fen")
        back = ClawBack.objects.filter(Q(subsidy__budget=budget), state=ClawBack.State.ORDERED)
        accounts = _accounts(budget)
        held = _sum(rows.filter(state=State.HELD), F("granted_fen"))
        code = budget.code
        yield from _differs("budget.held", code, accounts[budget.account][1], held)
        yield from _differs("budget.payable", code, accounts[budget.payable_account][0], payable)
        yield from _differs("budget.paid", code, accounts[budget.paid_account][0], paid)
        for account in (budget.receivable_account, budget.awaited_account):
            yield from _differs("budget.claw_back", code, accounts[account][0], _sum(back, left))


def _receipts() -> Iterator[LedgerFault]:
    rows = ClawBackReceipt.objects.annotate(taken=Sum("parts__amount_fen", default=0))
    for row in rows.exclude(used_fen=F("taken")).order_by("pk"):
        yield from _differs("claw_back.receipt", str(row), row.used_fen, row.taken)


def _accounts(budget: Budget) -> dict[str, tuple[int, int]]:
    """Balance and what is held to leave, by account."""
    spent = (budget.account, budget.payable_account, budget.paid_account)
    codes = (*spent, budget.receivable_account, budget.awaited_account)
    rows = Account.objects.filter(code__in=codes)
    return {row.code: (row.balance_fen, row.held_out_fen) for row in rows}


def _sum(rows: Any, what: Any) -> int:
    return int(rows.aggregate(fen=Sum(what, default=0))["fen"])
