"""Plans are data: listings, days and parameters change without a line of code being made."""

from datetime import date
from random import Random

import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.groups import Ladder
from kerong.rules.engine_1.plan import MOST_SHEETS
from kerong.rules.errors import ListingNumbersFault
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import TODAY, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.rules.agreement import of_engine, of_oracle
from tests.rules.oracle import Oracle
from tests.rules.writing import ON, field, line, offering

RULES = offering(
    line("employees", at_least="$staff"),
    offer={"limit": "min($cap, 2 * tax_paid)", "rate": "$rate"},
    listing_fields={
        "staff": field("count"),
        "cap": field("money", "0", "1亿"),
        "rate": field("ratio", "0", "1"),
    },
)
FACTS = {"employees": 12, "tax_paid": 40_000_000}


def listing(code="L1", **numbers):
    return listing_arguments(RULES, code, numbers)


def test_an_edited_listing_compiles_nothing(monkeypatch):
    compiled = compile_rules([RULES])
    monkeypatch.setattr("builtins.compile", _forbidden)
    monkeypatch.setattr("builtins.exec", _forbidden)

    before = compiled.plan([listing(staff="10", cap="30万")]).run(FACTS, ON)[0]
    after = compiled.plan([listing(staff="15", cap="50万", rate="4%")]).run(FACTS, ON)[0]

    assert (before.outcome, before.limit_fen, before.rate_ppm) == ("meets", 30_000_000, None)
    assert (after.outcome, after.limit_fen, after.rate_ppm) == ("fails", 50_000_000, 40_000)


def test_answers_stand_in_the_order_of_the_plan_and_are_found_by_code():
    listings = [listing("B", staff="10"), listing("A", staff="20"), listing("C")]
    results = compile_rules([RULES]).plan(listings).run(FACTS, ON)

    assert [result.listing.code for result in results] == ["B", "A", "C"]
    assert [result.outcome for result in results] == ["meets", "fails", "meets"]
    assert results.of("A").index == 1
    assert len(results) == 3
    with pytest.raises(KeyError):
        results.of("D")


def test_listings_that_ask_the_same_share_the_question():
    listings = [listing(f"L{at}", staff=str(at % 4), cap="30万") for at in range(40)]
    sheet = compile_rules([RULES]).plan(listings).sheet(ON)

    assert len(sheet.groups) == 1
    assert isinstance(sheet.groups[0], Ladder)
    assert sheet.groups[0].asks == [0, 1, 2, 3]
    assert [len(run.rows) for run in sheet.amounts] == [1]


def test_an_empty_plan_has_no_answers():
    assert list(compile_rules([]).plan([]).run({}, ON)) == []
    assert list(compile_rules([RULES]).plan([]).run(FACTS, ON)) == []


def test_one_offering_stands_once_and_a_listing_needs_its_offering():
    with pytest.raises(ValueError, match="once"):
        compile_rules([RULES, RULES])
    other = offering(key="another-one")
    with pytest.raises(KeyError):
        compile_rules([other]).plan([listing()])


def test_facts_nobody_asks_for_do_no_harm():
    plan = compile_rules([RULES]).plan([listing(staff="10")])

    assert plan.run(FACTS | {"is_hnte": True, "founded_on": ON}, ON)[0].outcome == "meets"
    assert plan.run(FACTS | {"tax_paid": None}, ON)[0].outcome == "meets"


def test_sheets_are_shared_between_changes_of_a_parameter():
    dated = {"least": {f"2026-{month:02d}-01": str(month) for month in range(1, 7)}}
    rules = offering(line("employees", at_least="@least"), parameters=dated)
    plan = compile_rules([rules]).plan([listing_arguments(rules, "L1", {})])

    assert plan.sheet(date(2026, 3, 1)) is plan.sheet(date(2026, 3, 31))
    assert plan.sheet(date(2026, 3, 31)) is not plan.sheet(date(2026, 4, 1))
    asked = [plan.run({}, date(2026, month, 15))[0].lines[0].asked for month in range(1, 7)]
    assert asked == [1, 2, 3, 4, 5, 6]


def test_sheets_do_not_pile_up():
    dated = {"least": {f"{year}-01-01": str(year) for year in range(1950, 2026)}}
    rules = offering(line("employees", at_least="@least"), parameters=dated)
    plan = compile_rules([rules]).plan([listing_arguments(rules, "L1", {})])
    for year in range(1950, 2026):
        assert plan.run({}, date(year, 6, 1))[0].lines[0].asked == year
        assert len(plan._sheets) <= MOST_SHEETS


def test_many_offerings_together_answer_as_the_oracle_does_of_each():
    """Forty packs in one program: shared slots, groups and amounts do not mix them up."""
    rng = Random(99)
    written, rules, oracles, listings, numbers = [], [], [], [], []
    for at in range(40):
        writer = OfferingWriter(rng)
        text = writer.text().replace("random-offering", f"pack-{at}")
        written.append(text)
        rules.append(read_offering(text, file=f"{at}.yaml"))
        oracles.append(Oracle(text, *_tables()))
        numbers.append(writer.numbers())
        listings.append(listing_arguments(rules[-1], f"L{at}", numbers[-1]))
    plan = compile_rules(rules).plan(listings, reference=reference())
    for _ in range(40):
        facts_as_text = firm(rng)
        facts = read_facts_document({"facts": facts_as_text}, vocabulary()).facts
        for at, result in enumerate(plan.run(facts, TODAY)):
            wanted = oracles[at].judge(numbers[at], facts_as_text, TODAY)
            assert of_engine(result) == of_oracle(wanted), written[at]
            assert of_engine(plan.alone(f"L{at}").run(facts, TODAY)[0]) == of_oracle(wanted)


def test_numbers_outside_what_the_pack_opens_never_reach_a_plan():
    with pytest.raises(ListingNumbersFault) as fault:
        listing(staff="-1", cap="2亿", rate="200%", other="1")

    assert {error["field"] for error in fault.value.errors} == {"staff", "cap", "rate", "other"}


def _tables():
    from tests.build.rules import LPR, SIZES

    return SIZES, LPR


def _forbidden(*_args, **_kwargs):
    raise AssertionError("code was made")
