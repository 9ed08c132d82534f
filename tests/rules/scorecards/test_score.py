"""A score read out: functions at their edges, caps, vetoes, grades, unknowns, what raises it."""

from datetime import date

import pytest

from kerong.rules.scorecards.raising import raises
from tests.rules.scorecards.writing import indicator, plan_of, rules, score
from tests.rules.writing import WORDS, facts, line


def milli(held, on=date(2026, 6, 30), **given):
    return score(held, on, **given).value


def test_steps_count_from_their_beginning_on():
    held = rules(indicator(steps={"3%": "5", "6%": "10"}))

    def points(expense: str):
        return milli(held, rd_expense=expense, operating_revenue="100.00")

    assert [points(each) for each in ("2.99", "3.00", "5.99", "6.00")] == [0, 5000, 5000, 10_000]


def test_steps_at_most_count_up_to_their_end():
    held = rules(indicator(raw="debt_ratio", steps_at_most={"55%": "10", "75%": "5"}))

    def points(debts: str):
        return milli(held, total_liabilities=debts, total_assets="100.00")

    assert [points(each) for each in ("55.00", "55.01", "75.00", "75.01")] == [
        10_000,
        5000,
        5000,
        0,
    ]


def test_efficacy_is_straight_between_its_ends_and_clipped_outside():
    held = rules(indicator(efficacy=["0%", "15%"]))
    falling = rules(indicator(raw="debt_ratio", efficacy=["80%", "40%"]))

    def rising(expense: str):
        return milli(held, rd_expense=expense, operating_revenue="100.00")

    assert [rising(each) for each in ("0", "7.50", "15.00", "99.00")] == [0, 5000, 10_000, 10_000]
    assert rising("5.00") == 3333  # a third of ten, rounded once
    assert rising("10.00") == 6667
    assert milli(falling, total_liabilities="60.00", total_assets="100.00") == 5000


def test_a_percentile_is_read_off_the_table_of_the_stage_and_industry():
    cells = [
        {"stage": "growth", "industries": ["C39"], "firms": 9, "cuts": {"3%": "50%", "6%": "90%"}},
        {"stage": "growth", "industries": ["C"], "firms": 9, "cuts": {"1%": "100%"}},
        {"stage": "growth", "firms": 9, "cuts": {"1%": "30%"}},
        {"stage": "start_up", "firms": 9, "cuts": {"1%": "20%"}},
        {"stage": "mature", "firms": 9, "cuts": {"1%": "20%"}},
    ]
    table = {"as_of": "2026-06-30", "source": "test", "verified": False, "cells": cells}
    held = rules(indicator(percentile="rd_ratio"), peers={"rd_ratio": table})

    def points(**given):
        return milli(held, rd_expense="3.00", operating_revenue="100.00", **given)

    assert points(growth_stage="growth", industry_code="C3985") == 5000
    assert points(growth_stage="growth", industry_code="C2710") == 10_000
    assert points(growth_stage="start_up", industry_code="A0111") == 2000
    assert points(growth_stage="growth", industry_code="A0111") == 3000  # with all the others
    assert points(growth_stage="growth") is None
    assert not score(held).verified  # a table nobody verified


def test_weights_follow_the_stage_and_the_day():
    by_stage = {"start_up": "12", "growth": "10", "mature": "8"}
    held = rules(
        indicator(steps={"3%": "100%"}, weight={"2020-01-01": by_stage, "2026-07-01": by_stage})
    )
    given = {"rd_expense": "3.00", "operating_revenue": "100.00"}

    assert milli(held, growth_stage="start_up", **given) == 12_000
    assert milli(held, growth_stage="mature", **given) == 8000
    assert milli(held, date(2019, 12, 31), growth_stage="mature", **given) is None


def test_groups_end_at_their_caps_and_deductions_at_their_floor():
    held = rules(
        indicator("plus", "invention_patents", direct="3 * invention_patents", weight="100"),
        indicator(
            "minus",
            "penalty_count_3y",
            direct="0 - 5 * penalty_count_3y",
            weight="0",
            least="-12",
            group="deductions",
        ),
        groups=[
            {"code": "all_points", "title": WORDS, "most": "20"},
            {"code": "deductions", "title": WORDS, "least": "-100", "most": "0"},
        ],
    )

    assert milli(held, invention_patents=6, penalty_count_3y=1) == 13_000
    assert milli(held, invention_patents=9, penalty_count_3y=9) == 8000
    found = score(held, invention_patents=9, penalty_count_3y=9)
    assert [found.group_points("all_points"), found.group_points("deductions")] == [20_000, -12_000]


GRADES = [{"code": "A", "from": "8"}, {"code": "B", "from": "4"}, {"code": "none"}]
SIMPLE = indicator("one", "invention_patents", steps={"1": "4", "2": "8"})


def test_a_grade_begins_at_its_cut():
    held = rules(SIMPLE, grades=GRADES)

    assert [score(held, invention_patents=at).grade for at in range(3)] == ["none", "B", "A"]
    assert score(held).grade is None


def test_a_veto_takes_the_points_or_caps_the_grade():
    no_points = {
        "line": line("is_overdue_now", **{"is": False}),
        "otherwise": {"points": "0"},
    }
    no_grade = {"line": line("lenders_count", at_most="2"), "otherwise": {"grade": "B"}}
    held = rules(SIMPLE, grades=GRADES, veto=[no_points, no_grade])

    def answer(**given):
        found = score(held, invention_patents=2, **given)
        return found.value, found.grade, found.ends

    assert answer(is_overdue_now=False, lenders_count=2) == (8000, "A", (8000, 8000))
    assert answer(is_overdue_now=False, lenders_count=3) == (8000, "B", (8000, 8000))
    assert answer(is_overdue_now=True, lenders_count=2) == (0, "none", (0, 0))
    assert answer(lenders_count=2) == (None, None, (0, 8000))


def test_an_unknown_indicator_leaves_a_span_and_names_what_it_lacks():
    held = rules(SIMPLE, indicator("two", "rd_ratio", steps={"3%": "10"}))

    found = score(held, invention_patents=2, operating_revenue="100.00")

    assert (found.value, found.ends) == (None, (8000, 18_000))
    assert found.missing == ("rd_expense",)
    assert [item.points for item in found.items] == [8000, None]


def test_a_base_of_zero_leaves_no_value_though_nothing_is_missing():
    held = rules(indicator(raw="revenue_growth", steps={"0%": "10"}))

    found = score(held, operating_revenue="100.00", operating_revenue_prev="0.00")

    assert (found.value, found.ends, found.missing) == (None, (0, 10_000), ("revenue_growth",))


def test_a_score_is_verified_only_where_all_of_it_is():
    assert score(rules(SIMPLE), invention_patents=1).verified
    assert not score(rules(SIMPLE | {"verified": False}), invention_patents=1).verified
    staged = rules(
        SIMPLE
        | {"weight": dict.fromkeys(("start_up", "growth", "mature"), "10"), "steps": {"1": "50%"}}
    )
    given = {"invention_patents": 1, "founded_on": "2020-01-01", "operating_revenue": "1.00"}
    assert not score(staged, **given).verified  # the stage is computed by a rule of ours
    assert score(staged, invention_patents=1, growth_stage="growth").verified


def better(held, **given):
    plan = plan_of(held)
    return raises(plan, facts(**given), score(held, **given))


def test_the_next_step_is_what_would_raise_an_indicator():
    held = rules(indicator(steps={"3%": "5", "6%": "10"}))

    found = better(held, rd_expense="3.00", operating_revenue="100.00")["one"]

    assert (found.move.fact, found.move.was, found.move.to, found.points) == (
        "rd_expense",
        300,
        600,
        10_000,
    )


def test_having_more_comes_before_having_less():
    held = rules(indicator(raw="rd_staff_ratio", steps={"25%": "10"}))

    found = better(held, rd_staff=22, employees=100)["one"]

    assert (found.move.fact, found.move.to) == ("rd_staff", 25)


def test_a_full_indicator_and_one_nobody_can_change_are_left_alone():
    held = rules(SIMPLE, indicator("two", "accidents_2y", steps_at_most={"0": "10"}))

    assert better(held, invention_patents=2, accidents_2y=1) == {}


@pytest.mark.parametrize(("patents", "to"), [(0, 1), (1, 2)])
def test_every_raise_has_been_tried(patents, to):
    held = rules(SIMPLE)

    found = better(held, invention_patents=patents)["one"]

    assert found.move.to == to
    assert score(held, invention_patents=to).value == found.points
