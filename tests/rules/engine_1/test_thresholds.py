"""On the threshold, one unit below and one above: fen, ppm, milli-points, heads, days."""

from datetime import date, timedelta

import pytest

from kerong.rules.vocabulary import vocabulary
from tests.rules.oracle import Oracle
from tests.rules.writing import ON, answer, facts, field, line, offering, text

WHERE = ("below", "on", "above")
MET = {
    "at_least": (False, True, True),
    "more_than": (False, False, True),
    "at_most": (True, True, False),
    "less_than": (True, False, False),
    "is": (False, True, False),
    "is_not": (True, False, True),
}
UNITS = [
    ("tax_paid", "100万", ("999999.99", "1000000.00", "1000000.01")),
    ("net_profit", "0", ("-0.01", "0", "0.01")),
    ("net_profit", "-5万", ("-50000.01", "-50000", "-49999.99")),
    ("pledged_equity_ratio", "30%", ("0.299999", "0.3", "0.300001")),
    ("rd_ratio", "0.05", ("0.049999", "0.05", "0.050001")),
    ("points", "86", ("85.999", "86", "86.001")),
    ("employees", "300", ("299", "300", "301")),
    ("years_since_founding", "2", ("1", "2", "3")),
]
CASES = [
    (fact, operator, asked, seen, met)
    for fact, asked, values in UNITS
    for operator, outcomes in MET.items()
    for seen, met in zip(values, outcomes, strict=True)
]


@pytest.mark.parametrize(("fact", "operator", "asked", "seen", "met"), CASES)
def test_a_number_stands_below_on_or_above_the_threshold(fact, operator, asked, seen, met):
    wanted = "meets" if met else "fails"

    written = answer(offering(line(fact, **{operator: asked})), facts(**{fact: seen}))
    by_listing = offering(
        line(fact, **{operator: "$asked"}),
        listing_fields={"asked": field(vocabulary().fact(fact).type, least="-100万")}
        if vocabulary().fact(fact).type == "money"
        else {"asked": field(vocabulary().fact(fact).type, least="-10")},
    )
    filled_in = answer(by_listing, facts(**{fact: seen}), numbers={"asked": asked})
    oracle = Oracle(text(line(fact, **{operator: asked})))

    assert written.outcome == filled_in.outcome == wanted
    assert oracle.judge({}, {fact: seen}, ON)["outcome"] == wanted


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [("2.999", "fails"), ("3", "meets"), ("5", "meets"), ("10", "meets"), ("10.001", "fails")],
)
def test_between_takes_both_ends_in(seen, outcome):
    rules = offering(line("points", between=["3", "10"]))

    assert answer(rules, facts(points=seen)).outcome == outcome


DAYS = (ON - timedelta(days=1), ON, ON + timedelta(days=1))
DATE_MET = {
    "before": (True, False, False),
    "after": (False, False, True),
    "at_least": (False, True, True),
    "at_most": (True, True, False),
    "is": (False, True, False),
}


@pytest.mark.parametrize("asked", ["today", ON.isoformat()])
@pytest.mark.parametrize("operator", DATE_MET)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_day_before_on_or_after_the_day_asked(asked, operator, at):
    rules = offering(line("hnte_valid_until", **{operator: asked}))

    result = answer(rules, facts(hnte_valid_until=DAYS[at].isoformat()))

    assert result.outcome == ("meets" if DATE_MET[operator][at] else "fails")
    assert result.lines[0].distance == 1 - at


@pytest.mark.parametrize(
    ("rd_expense", "outcome", "distance"),
    [
        (4_999_999, "fails", (50_000 * 10**8 - 4_999_999 * 10**6, 10**8 * 10**6)),
        (5_000_000, "meets", (0, 10**14)),
        (5_000_001, "meets", (-(10**6), 10**14)),
    ],
)
def test_a_derived_ratio_turns_at_one_fen_of_its_numerator(rd_expense, outcome, distance):
    rules = offering(line("rd_ratio", at_least="5%"))

    result = answer(rules, {"rd_expense": rd_expense, "operating_revenue": 10**8})

    assert result.outcome == outcome
    assert result.lines[0].distance == distance


def test_a_ratio_that_prints_like_the_threshold_still_fails_below_it():
    """33 333 333.33 of 100 million prints 0.333333, yet asked 0.333334 it is not."""
    rules = offering(line("rd_ratio", at_least="0.333334"))

    result = answer(rules, {"rd_expense": 3_333_333_999, "operating_revenue": 10**10})

    assert result.outcome == "fails"


@pytest.mark.parametrize(
    ("founded", "outcome"),
    [
        (date(2024, 7, 1), "fails"),
        (date(2024, 6, 30), "meets"),
        (date(2024, 6, 29), "meets"),
    ],
)
def test_full_years_turn_on_the_anniversary(founded, outcome):
    rules = offering(line("years_since_founding", at_least="2"))

    assert answer(rules, {"founded_on": founded}).outcome == outcome


@pytest.mark.parametrize(
    ("tax_paid", "outcome"), [(9_999, "fails"), (10_000, "meets"), (10_001, "meets")]
)
def test_a_measure_turns_at_one_fen_even_between_two_fen(tax_paid, outcome):
    rules = offering(
        line("average_tax", at_least="100元"),
        measures={
            "average_tax": {
                "formula": "(tax_paid + tax_paid_prev) / 2",
                "unit": "money",
                "title": {"zh": "平均", "en": "average"},
            }
        },
    )

    assert answer(rules, {"tax_paid": tax_paid, "tax_paid_prev": 10_000}).outcome == outcome


@pytest.mark.parametrize(
    ("tax_paid", "limit", "outcome"),
    [(499_999, 0, "fails"), (500_000, 1_000_000, "meets"), (500_001, 1_000_000, "meets")],
)
def test_a_limit_of_nothing_is_a_failing_line(tax_paid, limit, outcome):
    rules = offering(offer={"limit": "round_down(2 * tax_paid, 1万)"})

    result = answer(rules, {"tax_paid": tax_paid})

    assert (result.limit_fen, result.outcome) == (limit, outcome)
