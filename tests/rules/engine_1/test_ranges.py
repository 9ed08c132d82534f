"""While facts are unknown: the ends hold every value they could take, and no answer is rash."""

from random import Random

import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.ranges import ranges, walked
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import BY_TYPE, TODAY, fact_text, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.rules.writing import answer, facts, field, line, offering

MOST = 10**15  # fen: the bound of the vocabulary
FIELDS = {"cap": field("money", "0", "10亿"), "times": field("ratio", "0", "20")}


@pytest.mark.parametrize(
    ("limit", "given", "ends"),
    [
        ("min($cap, $times * tax_paid)", {}, (0, 300_000_000)),
        ("$cap + tax_paid", {}, (300_000_000, 300_000_000 + MOST)),
        ("$cap - tax_paid", {}, (300_000_000 - MOST, 300_000_000)),
        ("max($cap, tax_paid) / 2", {}, (150_000_000, MOST // 2)),
        ("round_down(min($cap, 3 * rd_expense), 7万)", {}, (0, 294_000_000)),
        ("$cap + net_profit", {}, (300_000_000 - MOST, 300_000_000 + MOST)),
        ("tax_paid * pledged_equity_ratio", {"tax_paid": "100"}, (0, 10_000)),
        ("by(is_hnte, true=5万, false=3万)", {}, (3 * 10**6, 5 * 10**6)),
        ("steps(points, 1万, (60, 2万), (80, 3万))", {}, (10**6, 3 * 10**6)),
        ("tax_paid - 0.5 * tax_paid", {}, (-MOST // 2, MOST)),
        ("$cap / revenue_growth", {}, None),
        ("net_profit * rd_ratio", {"rd_ratio": "2"}, (-2 * MOST, 2 * MOST)),
        ("net_profit * pledged_equity_ratio", {}, (-MOST, MOST)),
        ("$cap / employees", {}, None),
        ("by(size_class, micro=1万, small=tax_paid)", {"size_class": "micro"}, (10**6, 10**6)),
        ("by(size_class, micro=tax_paid, small=1万)", {"size_class": "large"}, None),
        (
            "tax_paid / (operating_revenue / operating_revenue)",
            {"operating_revenue": "5"},
            (0, MOST),
        ),
    ],
)
def test_ends_follow_from_the_bounds(limit, given, ends):
    rules = offering(offer={"limit": limit}, listing_fields=FIELDS)

    result = answer(rules, facts(**given), numbers={"cap": "300万", "times": "5"})

    assert result.limit_fen is None
    assert result.limit_range_fen == ends


def test_a_known_amount_is_its_own_range():
    rules = offering(offer={"limit": "2 * tax_paid", "rate": "3%", "term": "12"})

    result = answer(rules, {"tax_paid": 5_000})

    assert result.limit_range_fen == (10_000, 10_000)
    assert result.rate_range_ppm == (30_000, 30_000)
    assert result.term_range_months == (12, 12)


def test_rates_and_terms_have_ranges_too():
    rules = offering(
        offer={"rate": "3% + by(is_hnte, true=0, false=0.5%)", "term": "12 * min(3, employees)"}
    )

    result = answer(rules)

    assert (result.rate_ppm, result.rate_range_ppm) == (None, (30_000, 35_000))
    assert (result.term_months, result.term_range_months) == (None, (0, 36))
    assert result.missing == ("is_hnte", "employees")
    assert result.outcome == "meets"


def test_what_the_institution_did_not_publish_has_no_range_and_leaves_the_outcome_alone():
    rules = offering(
        line("is_hnte", **{"is": True}),
        offer={"limit": "min($cap, $times * tax_paid)", "rate": "$times"},
        listing_fields=FIELDS,
    )

    result = answer(rules, {"is_hnte": True}, numbers={"cap": "300万"})

    assert (result.limit_fen, result.limit_range_fen) == (None, None)
    assert (result.rate_ppm, result.rate_range_ppm) == (None, None)
    assert (result.outcome, result.missing) == ("meets", ())


@pytest.mark.parametrize(
    ("limit", "outcome"),
    [
        ("5万 + tax_paid", "meets"),
        ("tax_paid", "unknown"),
        ("0万 - tax_paid", "fails"),
        ("net_profit", "unknown"),
    ],
)
def test_an_unknown_limit_settles_its_line_only_where_its_range_does(limit, outcome):
    result = answer(offering(offer={"limit": limit}))

    assert result.outcome == outcome
    assert [reason.fact for reason in result.lines] == ([] if outcome == "meets" else ["limit"])


def test_corners_and_intervals_give_the_same_ends():
    rng = Random(5)
    compared = 0
    for rules, listing, plan in _random_plans(rng, 60):
        sheet = plan.sheet(TODAY)
        slots = sheet.program.slots
        for _ in range(20):
            given = read_facts_document({"facts": firm(rng, 0.6)}, vocabulary()).facts
            values = sheet.program.observe(given.get, TODAY, sheet.reference, sheet.given)
            for run in sheet.amounts:
                unknown = [code for code in run.code.facts if values[slots[code]] is None]
                if not unknown or not all(code in run.code.ways for code in unknown):
                    continue
                compared += 1
                walked_ends = [walked(run.code, values, row, slots) for row in run.rows]
                assert ranges(run.code, values, run.rows, slots) == walked_ends
        assert listing.offering == rules.key
    assert compared > 300


def test_supplying_what_is_missing_never_turns_a_decided_answer():
    """Nor does it leave the range: `meets` and `fails` are final, and ends are ends."""
    rng = Random(17)
    final = inside = 0
    for rules, _, plan in _random_plans(rng, 80):
        presence = any(c.operator == "known" for c in rules.conditions.values())
        for _ in range(20):
            written = firm(rng, 0.4)
            before = plan.run(_read(written), TODAY)[0]
            completed = dict(written)
            for kind, codes in BY_TYPE.items():
                for code in codes:
                    if code not in completed and not vocabulary().fact(code).derived:
                        completed[code] = fact_text(rng, code, kind)
            after = plan.run(_read(completed), TODAY)[0]
            if before.outcome != "unknown" and not presence:
                final += 1
                assert after.outcome == before.outcome, (written, completed)
            if before.limit_range_fen and after.limit_fen is not None and _in_bounds(after):
                inside += 1
                low, high = before.limit_range_fen
                assert low <= after.limit_fen <= high
    assert final > 500
    assert inside > 100


def _in_bounds(result) -> bool:
    """A derived ratio can leave the bounds of the vocabulary, which ranges take for granted."""
    for code in result.reads:
        fact, value = vocabulary().fact(code), result.value_of(code)
        if fact.type == "ratio" and value is not None:
            number, per = value
            if not fact.least * per <= number * 10**6 <= fact.most * per:
                return False
    return True


def _random_plans(rng: Random, count: int):
    for _ in range(count):
        writer = OfferingWriter(rng)
        rules = read_offering(writer.text(), file="random.yaml")
        listing = listing_arguments(rules, "L1", writer.numbers())
        yield rules, listing, compile_rules([rules]).plan([listing], reference=reference())


def _read(written):
    return read_facts_document({"facts": written}, vocabulary()).facts
