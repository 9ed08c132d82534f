"""What the model holds beside what the platform's tables say, in the same words."""

from collections.abc import Iterator
from typing import Any

from kerong.contracts.bridges.models import Bridge, BridgeBan
from kerong.contracts.compensation.models import (
    Breaker,
    BreakerChange,
    CapUse,
    Claim,
    ClaimShare,
    KeptOut,
    Recovery,
)
from kerong.contracts.guarantees.models import FeeInvoice, Guarantee
from kerong.contracts.loans.models import Loan, LoanRequest
from kerong.contracts.subsidies.models import (
    ClawBack,
    Distribution,
    Entitlement,
    InterestLine,
    InterestRun,
    Payout,
    Subsidy,
)
from kerong.ledger.models import Book
from kerong.payments.models import Payment, PaymentBatch
from tests.model.reference.life import Life
from tests.model.world import PROGRAMME, World

_PLACES = {
    "treasury": "treasury",
    "budget": "budget",
    "subsidy_payable": "subsidy-payable",
    "subsidy_paid": "subsidy-paid",
    "claw_back_receivable": "claw-back",
    "claw_back_awaited": "claw-back-awaited",
    "receipts": "receipts",
    "loss_fund": "loss-pool",
    "guarantee_fund": "guarantee-pool",
    "claim_paid": "claim-paid",
    "paid_out": "paid-out",
    "bridge_fund": "bridge-fund",
    "bridge_paid": "bridge-paid",
    "fee_income": "fee-income",
}
_MEMO = {"bridge_outstanding": "bridge-outstanding", "bridge_memo": "bridge-memo"}
_LIABILITY = {"guarantees_outstanding": "guarantees", "guarantees_memo": "guarantees-memo"}
_OF_A_ROW = {
    "claim_payable": ("claim-payable", "claim"),
    "recoveries": ("recoveries", "claim"),
    "bank_clearing": ("clearing", "batch"),
    "bridge_escrow": ("bridge-escrow", "bridge"),
}


def code_of(name: str, world: World) -> str:
    """The ledger's code of an account of the model."""
    kind, _, whose = name.partition(":")
    if whose == "guarantor" and kind in ("receipts", "fee_income", *_LIABILITY):
        whose = _guarantor(world)
    if kind in _MEMO:
        return f"exposure/{_MEMO[kind]}/{whose}"
    if kind in _LIABILITY:
        return f"exposure/{_LIABILITY[kind]}/{whose}/{PROGRAMME}"
    if kind == "fee_income" and whose.startswith("guarantor"):
        return f"fiscal/guarantee-fees/{whose}"
    if kind in _OF_A_ROW:
        place, of = _OF_A_ROW[kind]
        return f"fiscal/{place}/{world.names[of, int(whose)].lower()}"
    return f"fiscal/{_PLACES[kind]}/{whose}"


def _guarantor(world: World) -> str:
    assert world.guarantor is not None
    return f"guarantor-{world.guarantor.pk}"


def held_by_model(life: Life, world: World) -> dict[str, tuple[int, int, int]]:
    """Code → balance, held to leave, held to arrive."""
    return {
        code_of(name, world): (int(each.balance), int(each.held), int(each.arriving))
        for name, each in life.books.accounts.items()
    }


def compared(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    """(what, as the model has it, as the tables have it)."""
    yield from _loans(life, world)
    yield from _payments(life, world)
    yield from _subsidies(life, world)
    yield from _claims(life, world)
    yield from _guarantees(life, world)
    yield from _bridges(life, world)
    yield from _breakers(life, world)
    yield from _runs(life, world)
    frozen = dict(Book.objects.values_list("code", "frozen_to"))
    yield (
        "closing",
        {k: v for k, v in life.books.frozen.items() if v.year > 2000},
        {k: v for k, v in frozen.items() if v.year > 2000},
    )


def _loans(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    told = {}
    for loan in life.loans:
        now = loan.standing(life.today)
        told[world.names["loan", loan.key]] = (
            *(now.state, now.owed, now.arrears, now.since, now.category, now.rate, now.matures),
        )
    fields = ("no", "state", "outstanding_fen", "arrears_fen", "arrears_from", "category",
              "rate_now_ppm", "matures_on")  # fmt: skip
    yield "loans", told, {row[0]: row[1:] for row in Loan.objects.values_list(*fields)}
    requests = {world.names["request", each.key]: each.state for each in life.requests.rows}
    yield "requests", requests, dict(LoanRequest.objects.values_list("no", "state"))


def _payments(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    told = {
        world.names["payment", each.key]: (each.state, each.fen, each.attempt, each.given_up)
        for each in life.bank.payments
    }
    rows = Payment.objects.values_list("no", "state", "amount_fen", "attempt", "given_up_at")
    yield "payments", told, {row[0]: (*row[1:4], row[4] is not None) for row in rows}
    batches = {
        world.names["batch", each.key]: (each.state, each.version, len(life.bank.items(each)))
        for each in life.bank.batches
    }
    found = PaymentBatch.objects.exclude(state="discarded")
    held = {row[0]: row[1:] for row in found.values_list("no", "state", "version", "item_count")}
    yield "batches", {no: row for no, row in batches.items() if row[0] != "discarded"}, held


def _subsidies(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    told = {
        world.names["award", each.key]: (
            *(each.state, each.asked, each.granted, each.ordered, each.settled, each.returned),
        )
        for each in life.subsidies.awards
    }
    fields = ("no", "state", "asked_fen", "granted_fen", "ordered_fen", "settled_fen",
              "returned_fen")  # fmt: skip
    yield "awards", told, {row[0]: row[1:] for row in Subsidy.objects.values_list(*fields)}
    rows = life.distributions.rows
    shared = {world.names["distribution", each.key]: each.state for each in rows}
    yield "distributions", shared, dict(Distribution.objects.values_list("pk", "state"))
    payouts = sorted(
        (world.names["award", each.key], payout.amount, payout.kept, payout.state)
        for each in life.subsidies.awards
        for payout in each.payouts
    )
    columns = ("subsidy__no", "amount_fen", "offset_fen", "state")
    yield "payouts", payouts, sorted(Payout.objects.order_by().values_list(*columns))
    sums = sorted((e.entitled, e.committed, e.paid) for e in life.subsidies.entitlements)
    held = Entitlement.objects.order_by()
    yield (
        "entitlements",
        sums,
        sorted(held.values_list("entitled_fen", "committed_fen", "paid_fen")),
    )
    backs = {
        world.names["claw_back", each.key]: (
            *(each.state, each.amount, each.received, each.kept, each.waived),
        )
        for each in life.subsidies.claw_backs
    }
    fields = ("no", "state", "amount_fen", "received_fen", "offset_fen", "waived_fen")
    yield "claw-backs", backs, {row[0]: row[1:] for row in ClawBack.objects.values_list(*fields)}


def _claims(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    claims = life.claims.claims
    told = {world.names["claim", each.key]: each.state for each in claims}
    yield "claims", told, dict(Claim.objects.values_list("no", "state"))
    shares = sorted(
        (world.names["claim", each.key], stage, payer, *part)
        for each in claims
        for stage, parts in each.shares.items()
        for payer, part in parts.items()
    )
    fields = ("claim__no", "stage", "payer", "principal_fen", "interest_fen")
    yield "shares", shares, sorted(ClaimShare.objects.order_by().values_list(*fields))
    recoveries = {
        world.names["recovery", each.key]: each.state for one in claims for each in one.recoveries
    }
    yield "recoveries", recoveries, dict(Recovery.objects.values_list("pk", "state"))
    used = sorted(fen for fen in life.claims.used.values() if fen)
    held = CapUse.objects.filter(used_fen__gt=0).values_list("used_fen", flat=True)
    yield "caps", used, sorted(held)


def _guarantees(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    told = {
        world.names["guarantee", each.key]: (
            *(each.state, each.balance, each.liability, each.room, each.end),
        )
        for each in life.guarantees.rows
    }
    fields = ("no", "state", "balance_fen", "liability_fen", "room_fen", "end_kind")
    held = Guarantee.objects.values_list(*fields)
    yield "guarantees", told, {row[0]: row[1:] for row in held}
    fees = sorted(
        (world.names["guarantee", each.key], one.first, one.after, one.fen, one.state)
        for each in life.guarantees.rows
        for one in each.fees
    )
    columns = ("guarantee__no", "from_on", "to_on", "amount_fen", "state")
    yield "fees", fees, sorted(FeeInvoice.objects.order_by().values_list(*columns))


def _bridges(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    told = {
        world.names["bridge", each.key]: (
            *(each.state, each.repay, each.amount, each.lent_on, each.returned_on),
            each.fee if each.returned_on else None,
        )
        for each in life.bridges.rows
    }
    fields = ("no", "state", "repay_fen", "amount_fen", "lent_on", "returned_on", "fee_fen")
    yield "bridges", told, {row[0]: row[1:] for row in Bridge.objects.values_list(*fields)}
    bans = BridgeBan.objects.filter(lifted_at=None).count()
    yield "bans", sum(each.breached for each in life.bridges.rows), bans


def holder_of(holder: tuple[str, object], world: World) -> str:
    """The platform's own reference to whom a breaker is about."""
    scope, whose = holder
    if scope == "bank":
        return f"institution:{world.banks[int(str(whose))].pk}"
    return f"listing:{world.names['listing', whose]}" if scope == "product" else f"division:{whose}"


def _breakers(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    held = life.breakers
    told = {
        (row.holder[0], holder_of(row.holder, world)): (row.state, row.held, row.lifted, *row.read)
        for row in held.rows.values()
    }
    fields = ("scope", "holder", "state", "is_held", "lifted_until", "part_fen", "whole_fen")
    yield "breakers", told, {row[:2]: row[2:] for row in Breaker.objects.values_list(*fields)}
    wishes = {world.names["wish", each.key][1]: each.state for each in held.wishes}
    yield "wishes", wishes, dict(BreakerChange.objects.values_list("pk", "state"))
    kept = {world.names["loan", each.loan.key]: each.state for each in held.kept_out}
    yield "kept out", kept, dict(KeptOut.objects.values_list("loan__no", "state"))


def _runs(life: Life, world: World) -> Iterator[tuple[str, Any, Any]]:
    rows = life.runs.rows
    told = {world.names["run", each.key]: each.state for each in rows}
    yield "runs", told, dict(InterestRun.objects.values_list("no", "state"))
    lines = sorted(
        (world.names["run", each.key], world.names["loan", line.loan.key], line.amount, line.state)
        for each in rows
        for line in each.lines
    )
    held = InterestLine.objects.order_by()
    yield "lines", lines, sorted(held.values_list("run__no", "loan__no", "amount_fen", "state"))
