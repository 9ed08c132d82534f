"""The smallest change: its search is bounded, and one cut short answers nothing."""

from collections import Counter
from random import Random

import pytest

from kerong.rules.change import MOST_FACTS, MOST_TRIES, Move
from kerong.rules.engine_1 import Plan
from kerong.rules.turning_points import Ground
from kerong.rules.vocabulary import vocabulary
from tests.rules.test_change import change
from tests.rules.writing import line, offering

COUNTED = [
    fact.code for fact in vocabulary() if fact.changeable and fact.type in ("count", "money")
]


def test_groups_that_are_met_and_stay_met_do_not_hide_a_change():
    """Ten groups of three ways: 3^10 choices, nine of them settled whatever moves."""
    groups = [
        {"any": [line("tax_paid", at_least="1元"), *(line(f, at_least="900") for f in pair)]}
        for pair in (("invention_patents", "utility_patents"),) * 9
    ]
    wanted = {"any": [line("employees", at_least="5"), line("rd_staff", at_least="9")]}
    facts = dict.fromkeys(("invention_patents", "utility_patents", "rd_staff"), 1)
    facts |= {"tax_paid": 10_000, "employees": 4}

    assert change(offering(*groups, wanted), facts) == (Move("employees", 4, 5),)


def test_more_ways_than_can_be_looked_at_give_no_change_rather_than_a_larger_one():
    """The one cheap way stands last, behind more choices than the bound lets through."""
    ways = [line("employees", at_least=str(100 + at)) for at in range(7)]
    group = {"any": [*ways, line("employees", at_least="11")]}
    rules, few = offering(group, group, group), offering(group, group)

    assert change(rules, {"employees": 10}) is None
    assert change(few, {"employees": 10}) == (Move("employees", 10, 11),)


@pytest.mark.parametrize("groups", [3, 4, 5, 8, 20])
def test_many_groups_of_alternatives_do_not_make_the_search_long(groups, monkeypatch):
    """Counted in values looked for and runs, not in seconds: no machine is too slow for it."""
    looked = Counter()
    real_line, real_run = Ground.of_line, Plan.run

    def counted_line(*given):
        looked["values"] += 1
        return real_line(*given)

    def counted_run(*given):
        looked["runs"] += 1
        return real_run(*given)

    monkeypatch.setattr(Ground, "of_line", counted_line)
    monkeypatch.setattr(Plan, "run", counted_run)
    rng = Random(groups)
    several = [
        {"any": [line(code, **asked(rng, code)) for code in rng.sample(COUNTED, 3)]}
        for _ in range(groups)
    ]

    rules = offering(*several)
    for _ in range(20):
        looked.clear()
        moves = change(rules, {code: rng.choice([1, 50_000, 10_000_000]) for code in COUNTED})
        assert looked["runs"] <= MOST_TRIES + 1
        assert looked["values"] <= MOST_TRIES * groups
        assert moves is None or len(moves) <= MOST_FACTS


def test_a_search_cut_short_gives_nothing_even_when_it_had_found_something(monkeypatch):
    rules = offering(
        {"any": [line("employees", at_least="90"), line("rd_staff", at_least="2")]},
        line("invention_patents", at_least="3"),
    )
    facts = {"employees": 10, "rd_staff": 1, "invention_patents": 2}
    whole = (Move("rd_staff", 1, 2), Move("invention_patents", 2, 3))
    answers = set()
    for most in range(40):
        monkeypatch.setattr("kerong.rules.change.MOST_TRIES", most)
        answers.add(change(rules, facts))

    assert {frozenset(answer) if answer else None for answer in answers} == {
        None,
        frozenset(whole),
    }


def asked(rng: Random, code: str) -> dict[str, str]:
    unit = "元" if vocabulary().fact(code).type == "money" else ""
    return {rng.choice(["at_least", "at_most"]): f"{rng.randrange(1, 90_000)}{unit}"}
