"""The smallest change: applied and run again it gives `meets`; nothing smaller does."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from bench.rules_catalogue import catalogue, facts_of_a_firm
from kerong.rules.change import MOST_FACTS, Move, relative_move, smallest_change
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from kerong.rules.values import from_measured, measured
from kerong.rules.vocabulary import CODE, DATE, FLAG, vocabulary
from tests.build.rules import BY_TYPE, TODAY, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.rules.writing import ON, WORDS, field, line, offering


def plan_of(rules, numbers=None) -> Plan:
    listing = listing_arguments(rules, "L1", numbers or {})
    return compile_rules([rules]).plan([listing], reference=reference())


def change(rules, facts, numbers=None) -> tuple[Move, ...] | None:
    return smallest_change(plan_of(rules, numbers), facts, ON, "L1")


@pytest.mark.parametrize("firms", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_every_near_miss_meets_once_the_change_is_made(firms):
    found = catalogue()
    plan = compile_rules(found.rules).plan(found.listings)
    tried = moved = 0
    for number in range(firms):
        facts = _another_firm(Random(number))
        for result in plan.run(facts, ON):
            reasons = [reason.outcome for reason in result.lines]
            if result.outcome != "fails" or reasons.count("fails") > 2:
                continue
            tried += 1
            moves = smallest_change(plan, facts, ON, result.listing.code)
            if moves is None:
                continue
            moved += 1
            _require_sound(moves, facts)
            after = facts | {move.fact: move.to for move in moves}
            assert plan.run(after, ON)[result.index].outcome == "meets"
    assert tried > 100 * firms
    assert moved > 40 * firms


@pytest.mark.parametrize("seed", range(6))
def test_random_rules_turn_and_no_single_fact_would_have_done_with_less(seed):
    rng = Random(seed)
    turned = 0
    for _ in range(12):
        writer = OfferingWriter(rng)
        rules = read_offering(writer.text(), file="random.yaml")
        plan = plan_of(rules, writer.numbers())
        for _ in range(25):
            facts = dict(
                read_facts_document({"facts": firm(rng, unknown=0.05)}, vocabulary()).facts
            )
            if plan.run(facts, TODAY)[0].outcome != "fails":
                continue
            moves = smallest_change(plan, facts, TODAY, "L1")
            cheapest = min(map(relative_move, _single_moves(plan, facts)), default=None)
            if moves is None:
                assert cheapest is None, (facts, list(_single_moves(plan, facts)))
                continue
            turned += 1
            _require_sound(moves, facts)
            after = facts | {move.fact: move.to for move in moves}
            assert plan.run(after, TODAY)[0].outcome == "meets"
            if cheapest is not None:
                assert len(moves) == 1
                assert relative_move(moves[0]) <= cheapest
    assert turned > 10


def test_a_firm_that_meets_needs_no_change():
    rules = offering(line("employees", at_least="3"))

    assert change(rules, {"employees": 3}) is None


def test_the_nearest_value_is_taken_to_the_unit():
    rules = offering(line("rd_ratio", at_least="5%"))

    moves = change(rules, {"rd_expense": 300, "operating_revenue": 10_001})

    assert moves == (Move("rd_expense", 300, 501),)


@pytest.mark.parametrize(
    ("condition", "given", "wanted"),
    [
        (line("employees", more_than="10"), {"employees": 4}, Move("employees", 4, 11)),
        (line("employees", at_most="10"), {"employees": 14}, Move("employees", 14, 10)),
        (line("employees", less_than="10"), {"employees": 14}, Move("employees", 14, 9)),
        (line("employees", between=["5", "8"]), {"employees": 14}, Move("employees", 14, 8)),
        (line("employees", **{"is": "5"}), {"employees": 14}, Move("employees", 14, 5)),
        (line("employees", is_not="14"), {"employees": 14}, Move("employees", 14, 13)),
        (
            line("tax_credit_grade", **{"in": ["A", "B", "M"]}),
            {"tax_credit_grade": "D"},
            Move("tax_credit_grade", "D", "M"),
        ),
        (line("is_hnte", **{"is": True}), {"is_hnte": False}, Move("is_hnte", False, True)),
        (
            line("zone_registered_on", before="2026-01-01"),
            {"zone_registered_on": date(2026, 3, 1)},
            Move("zone_registered_on", date(2026, 3, 1), date(2025, 12, 31)),
        ),
        (
            line("pledged_equity_ratio", at_most="30%"),
            {"pledged_equity_ratio": (500_000, 10**6)},
            Move("pledged_equity_ratio", (500_000, 10**6), (300_000, 10**6)),
        ),
        (
            line("size_class", **{"in": ["small", "micro"]}),
            {
                "industry_code": "I65",
                "employees": 4,
                "operating_revenue": 25_000,
            },
            Move("employees", 4, 2),
        ),
        (
            line("insured_staff_growth", at_least="10%"),
            {"insured_staff": 100, "insured_staff_prev": 100},
            Move("insured_staff", 100, 110),
        ),
    ],
)
def test_each_operator_and_derivation_has_its_inverse(condition, given, wanted):
    assert change(offering(condition), given) == (wanted,)


def test_the_smaller_relative_move_wins_then_the_order_of_the_vocabulary():
    either = {"any": [line("employees", at_least="20"), line("invention_patents", at_least="3")]}
    rules = offering(either)

    assert change(rules, {"employees": 18, "invention_patents": 1}) == (Move("employees", 18, 20),)
    assert change(rules, {"employees": 1, "invention_patents": 2}) == (
        Move("invention_patents", 2, 3),
    )
    flags = offering({"any": [line("is_srdi", **{"is": True}), line("is_hnte", **{"is": True})]})
    assert change(flags, {"is_hnte": False, "is_srdi": False}) == (Move("is_hnte", False, True),)


def test_fewer_facts_win_over_smaller_moves():
    rules = offering(
        eligibility={
            "routes": [
                {
                    "key": "two-small",
                    "title": WORDS,
                    "all": [line("employees", at_least="100"), line("rd_staff", at_least="100")],
                },
                {
                    "key": "one-large",
                    "title": WORDS,
                    "all": [line("invention_patents", at_least="50")],
                },
            ]
        }
    )

    moves = change(rules, {"employees": 99, "rd_staff": 99, "invention_patents": 1})

    assert moves == (Move("invention_patents", 1, 50),)


def test_a_move_that_would_break_a_line_already_met_is_not_offered():
    rules = offering(line("rd_staff_ratio", at_least="50%"), line("rd_staff", at_most="10"))

    moves = change(rules, {"rd_staff": 10, "employees": 30})

    assert moves == (Move("employees", 30, 20),)


def test_one_change_settles_several_lines_on_the_same_fact():
    rules = offering(line("rd_expense", at_least="100万"), line("rd_ratio", at_least="5%"))

    moves = change(rules, {"rd_expense": 50_000_000, "operating_revenue": 4_000_000_000})

    assert moves == (Move("rd_expense", 50_000_000, 200_000_000),)


def test_a_limit_of_nothing_can_be_moved_where_its_formula_reads_a_changeable_fact():
    rules = offering(
        line("is_hnte", **{"is": True}),
        offer={"limit": "round_down(min($cap, $times * rd_expense), 1万)"},
        listing_fields={"cap": field("money", "1万", "1亿"), "times": field("ratio")},
    )

    moves = change(rules, {"is_hnte": True, "rd_expense": 100_000}, {"cap": "300万", "times": "3"})

    assert moves == (Move("rd_expense", 100_000, 333_334),)


@pytest.mark.parametrize(
    "facts",
    [
        {"tax_paid": 1, "employees": 3},
        {"employees": 3},
        {"tax_paid": 10**10},
    ],
)
def test_what_a_firm_cannot_change_or_nobody_knows_gives_no_change(facts):
    rules = offering(line("tax_paid", at_least="1万"), line("employees", at_least="5"))

    assert change(rules, facts) is None


def test_a_derived_fact_that_was_given_cannot_be_moved_through_its_inputs():
    rules = offering(line("rd_ratio", at_least="5%"))
    facts = {"rd_ratio": (10_000, 10**6), "rd_expense": 300, "operating_revenue": 10_000}

    assert change(rules, facts) is None


def test_four_facts_are_too_many():
    wanted = ["employees", "rd_staff", "invention_patents", "utility_patents"]
    rules = offering(*(line(fact, at_least="5") for fact in wanted))

    assert change(rules, dict.fromkeys(wanted[:3], 1) | {"utility_patents": 9}) is not None
    assert change(rules, dict.fromkeys(wanted, 1)) is None


def test_a_limit_alone_can_be_moved_where_nothing_else_is_asked():
    rules = offering(offer={"limit": "round_down(3 * rd_expense, 1万)"})

    assert change(rules, {"rd_expense": 100_000}) == (Move("rd_expense", 100_000, 333_334),)


def _require_sound(moves: tuple[Move, ...], facts) -> None:
    words = vocabulary()
    places = [words.fact(move.fact).place for move in moves]
    assert 0 < len(moves) <= MOST_FACTS
    assert places == sorted(set(places))
    for move in moves:
        assert words.fact(move.fact).changeable
        assert move.was == facts[move.fact]
        assert move.to != move.was


def _single_moves(plan: Plan, facts) -> Iterator[Move]:
    """Every single move that works, out of a brute grid around the numbers texts use."""
    words = vocabulary()
    for code in (code for codes in BY_TYPE.values() for code in codes):
        fact = words.fact(code)
        if not fact.changeable or facts.get(code) is None:
            continue
        for value in _grid(fact, facts[code]):
            if value != facts[code] and _works(plan, facts | {code: value}):
                yield Move(code, facts[code], value)


def _works(plan: Plan, facts) -> bool:
    return plan.run(facts, TODAY)[0].outcome == "meets"


def _grid(fact, now):
    if fact.type == FLAG:
        return [True, False]
    if fact.type == CODE:
        return list(fact.choices)
    around = Fraction(*measured(fact.type, now))
    step = {"money": 2_500, "ratio": 62_500, "points": 250, "count": 1, "date": 1}[fact.type]
    amounts = {int(around) + step * offset for offset in range(-6, 7)}
    amounts |= {step * offset for offset in range(13)}
    if fact.type == DATE:
        amounts = {int(around) + offset for offset in range(-3, 4)}
    within = [a for a in amounts if fact.least <= a <= fact.most]
    return [from_measured(fact.type, amount) for amount in within]


def _another_firm(rng: Random):
    facts = facts_of_a_firm()
    for code, value in facts.items():
        if isinstance(value, bool):
            facts[code] = value if rng.random() < 0.7 else not value
        elif isinstance(value, int):
            facts[code] = value * rng.choice([5, 8, 10, 10, 12, 15, 30]) // 10
    facts["tax_credit_grade"] = rng.choice(["A", "B", "M", "C"])
    return facts
