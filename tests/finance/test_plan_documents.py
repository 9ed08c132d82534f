"""Plans under their changes as documents; the sums are those of the plans' tests."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kerong.finance.fields import FieldUnreadable
from kerong.finance.plan_changes import Drawdown, EarlyRepayment, Extension, RateChange
from kerong.finance.plan_documents import changes_of, plan_document
from kerong.finance.terms import Terms, TermsUnknown

LOAN = Terms(
    principal_fen=30_000_00,
    annual_rate=Fraction(12, 100),
    months=3,
    method="annuity",
    day_count="30/360",
    start_on=date(2026, 1, 31),
)


def test_every_kind_of_change_is_read() -> None:
    document = {
        "changes": [
            {"kind": "drawdown", "on": "2026-01-31", "amount_yuan": "100.50"},
            {"kind": "early", "on": "2026-02-28", "amount_yuan": "1", "effect": "lower"},
            {"kind": "early", "on": "2026-03-01", "effect": "settle"},
            {"kind": "rate", "on": "2026-02-01", "rate": "0.03"},
            {"kind": "extension", "on": "2026-02-02", "months": 3},
        ]
    }

    assert changes_of(document) == (
        Drawdown(date(2026, 1, 31), 100_50),
        EarlyRepayment(date(2026, 2, 28), 100, "lower"),
        EarlyRepayment(date(2026, 3, 1), None, "settle"),
        RateChange(date(2026, 2, 1), Fraction(3, 100)),
        Extension(date(2026, 2, 2), 3),
    )
    assert changes_of({}) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "gift", "on": "2026-01-31"}, "changes[0].kind"),
        ({"kind": "rate", "on": "2026-01-31"}, "changes[0].rate"),
        ({"kind": "early", "on": "2026-01-31", "effect": "lower"}, "changes[0].amount_yuan"),
        ({"kind": "rate", "on": "soon", "rate": "0.1"}, "changes[0].on"),
    ],
)
def test_a_fault_names_its_place(change: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldUnreadable) as refused:
        changes_of({"changes": [change]})

    assert refused.value.facts["field"] == field


def test_an_effect_nobody_named_is_refused() -> None:
    early = {"kind": "early", "on": "2026-02-28", "amount_yuan": 1, "effect": "magic"}
    with pytest.raises(TermsUnknown):
        changes_of({"changes": [early]})


def test_a_plan_tells_its_kinds_and_what_was_drawn() -> None:
    document = plan_document(LOAN, [EarlyRepayment(date(2026, 2, 28), 10_000_00, "lower")])

    rows = document["instalments"]
    assert [row["kind"] for row in rows] == [
        "drawdown",
        "instalment",
        "prepayment",
        "instalment",
        "instalment",
    ]
    assert rows[0]["drawn_yuan"] == "30000.00"
    assert rows[3] == {
        "no": 2,
        "kind": "instalment",
        "due_on": "2026-03-31",
        "days": 30,
        "drawn_yuan": "0.00",
        "principal_yuan": "5024.55",
        "interest_yuan": "100.99",
        "total_yuan": "5125.54",
        "balance_yuan": "5074.79",
    }
    assert document["total_interest_yuan"] == "451.74"  # 300 + 100.99 + 50.75
    assert document["apr"] == "0.120000"


def test_flows_that_turn_back_and_forth_have_no_rate() -> None:
    moves = [
        Drawdown(date(2026, 1, 31), 1000),
        EarlyRepayment(date(2026, 2, 28), 1000, "keep"),
        Drawdown(date(2026, 3, 1), 1000),
    ]
    line = Terms(
        principal_fen=30_000_00,
        annual_rate=Fraction(12, 100),
        months=3,
        method="revolving",
        day_count="act/360",
        start_on=date(2026, 1, 31),
    )

    assert plan_document(line, moves)["apr"] is None
