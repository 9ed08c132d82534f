"""Derived facts: ratios, growth, years, size and stage, and the given value that wins over them."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from kerong.rules.engine_1.derived import derivations, required
from kerong.rules.reference import ReferenceTables, SizeLimit, StageRule
from kerong.rules.vocabulary import vocabulary
from tests.rules.writing import ON, answer, line, offering

WAN = 1_000_000


def held_tables() -> ReferenceTables:
    """The sixteen industries as the platform holds them."""
    text = files("kerong.reference").joinpath("tables/size_limits.csv").read_text(encoding="utf-8")
    return ReferenceTables(tuple(_limit(row) for row in csv.DictReader(text.splitlines())))


def _limit(row: dict[str, str]) -> SizeLimit:
    def three(text: str, unit: int):
        return tuple(int(part) * unit for part in text.split(";")) if text else None

    return SizeLimit(
        row["industry"],
        tuple(filter(None, row["codes"].split(";"))),
        three(row["employees"], 1),
        three(row["revenue_wan"], WAN),
        three(row["assets_wan"], WAN),
        tuple(filter(None, row["excluded"].split(";"))),
    )


TABLES = held_tables()


def seen(fact: str, given, *, on=ON, tables=TABLES):
    """What the engine sees of one derived fact."""
    return answer(offering(line(fact, known=True)), given, on=on, reference=tables).lines[0].seen


@pytest.mark.parametrize(
    ("fact", "given", "pair"),
    [
        ("rd_ratio", {"rd_expense": 5, "operating_revenue": 100}, (5, 100)),
        ("rd_staff_ratio", {"rd_staff": 3, "employees": 9}, (3, 9)),
        ("debt_ratio", {"total_liabilities": 55, "total_assets": 100}, (55, 100)),
        ("net_margin", {"net_profit": -5, "operating_revenue": 100}, (-5, 100)),
        ("high_tech_revenue_ratio", {"high_tech_revenue": 60, "operating_revenue": 99}, (60, 99)),
        ("revenue_growth", {"operating_revenue": 90, "operating_revenue_prev": 100}, (-10, 100)),
        ("insured_staff_growth", {"insured_staff": 12, "insured_staff_prev": 10}, (2, 10)),
    ],
)
def test_a_ratio_is_kept_as_the_pair_it_was_made_of(fact, given, pair):
    assert seen(fact, given) == pair


@pytest.mark.parametrize(
    ("fact", "given"),
    [
        ("rd_ratio", {"rd_expense": 5}),
        ("rd_ratio", {"operating_revenue": 5}),
        ("rd_ratio", {"rd_expense": 5, "operating_revenue": 0}),
        ("revenue_growth", {"operating_revenue": 5, "operating_revenue_prev": 0}),
        ("years_since_founding", {}),
        ("years_since_founding", {"founded_on": date(2026, 7, 1)}),
        ("size_class", {"employees": 3, "operating_revenue": 5}),
        ("size_class", {"industry_code": "C39", "employees": 3}),
        ("growth_stage", {"founded_on": date(2010, 1, 1)}),
        ("points", {}),
    ],
)
def test_what_is_absent_or_has_no_base_is_unknown(fact, given):
    assert seen(fact, given) is None


@pytest.mark.parametrize(
    ("founded", "on", "years"),
    [
        (date(2020, 6, 30), date(2026, 6, 29), 5),
        (date(2020, 6, 30), date(2026, 6, 30), 6),
        (date(2020, 2, 29), date(2026, 2, 28), 5),
        (date(2020, 2, 29), date(2026, 3, 1), 6),
        (date(2020, 2, 29), date(2024, 2, 29), 4),
        (date(2026, 6, 30), date(2026, 6, 30), 0),
    ],
)
def test_years_are_full_years_on_the_day_of_the_decision(founded, on, years):
    assert seen("years_since_founding", {"founded_on": founded}, on=on) == years


@pytest.mark.parametrize(
    ("industry", "employees", "revenue_wan", "assets_wan", "size"),
    [
        ("I6510", 120, 900, None, "small"),
        ("C3985", 350, 1_800, None, "small"),
        ("F5211", 60, 480, None, "small"),
        ("C2611", 1_200, 45_000, None, "large"),
        ("C2611", 1_000, 40_000, None, "large"),
        ("C2611", 999, 40_000, None, "medium"),
        ("C2611", 1_000, 39_999, None, "medium"),
        ("C2611", 300, 2_000, None, "medium"),
        ("C2611", 299, 2_000, None, "small"),
        ("C2611", 20, 300, None, "small"),
        ("C2611", 19, 300, None, "micro"),
        ("A0111", None, 20_000, None, "large"),
        ("A0111", None, 49, None, "micro"),
        ("E4710", None, 6_000, 5_000, "medium"),
        ("E4710", None, 6_000, 4_999, "small"),
        ("K7010", None, 200_000, 10_000, "large"),
        ("K7020", 300, 1_000, None, "medium"),
        ("K7030", 300, None, None, "large"),
        ("L7211", 100, None, 8_000, "medium"),
        ("M7320", 10, None, None, "small"),
        ("M7320", 9, None, None, "micro"),
        ("G5310", 5, 5, 5, None),
        ("G5430", 20, 200, None, "small"),
        ("G5990", 20, 100, None, "small"),
    ],
)
def test_size_follows_the_row_of_the_industry(industry, employees, revenue_wan, assets_wan, size):
    given = {
        "industry_code": industry,
        "employees": employees,
        "operating_revenue": revenue_wan and revenue_wan * WAN,
        "total_assets": assets_wan and assets_wan * WAN,
    }

    assert seen("size_class", given) == size


@pytest.mark.parametrize(
    ("years", "revenue_wan", "stage"),
    [
        (5, 90_000, "start_up"),
        (6, 1_999, "start_up"),
        (6, 2_000, "growth"),
        (6, 39_999, "growth"),
        (6, 40_000, "mature"),
    ],
)
def test_the_stage_follows_age_and_revenue(years, revenue_wan, stage):
    given = {"years_since_founding": years, "operating_revenue": revenue_wan * WAN}

    assert seen("growth_stage", given) == stage


def test_the_stage_rule_is_dated_and_says_whether_it_is_verified():
    rules = offering(line("growth_stage", **{"is": "growth"}))
    tables = ReferenceTables(
        stages=(
            StageRule(date(2000, 1, 1), 5, 10, 20, verified=False),
            StageRule(date(2026, 6, 30), 3, 10, 20, verified=True),
        )
    )
    given = {"years_since_founding": 4, "operating_revenue": 15}

    before = answer(rules, given, on=date(2026, 6, 29), reference=tables)
    after = answer(rules, given, on=date(2026, 6, 30), reference=tables)
    told = answer(rules, {"growth_stage": "growth"}, on=date(2026, 6, 29), reference=tables)

    assert (before.outcome, before.lines[0].verified, before.verified) == ("fails", False, False)
    assert (after.outcome, after.lines[0].verified, after.verified) == ("meets", True, True)
    assert told.verified


def test_a_given_derived_fact_wins_and_both_are_shown():
    rules = offering(line("rd_ratio", at_least="5%"), line("points", at_least="60"))
    given = {
        "rd_ratio": (60_000, 10**6),
        "rd_expense": 1,
        "operating_revenue": 100,
        "points": 70_000,
    }

    result = answer(rules, given)

    assert result.outcome == "meets"
    assert result.overrides == (
        ("rd_ratio", (60_000, 10**6), (1, 100)),
        ("points", 70_000, None),
    )


def test_derivations_are_facts_of_the_vocabulary_and_read_lower_strata_only():
    words = vocabulary()
    for code, derivation in derivations().items():
        assert words.fact(code).derived
        assert set(required(code)) <= set(derivation.reads)
        for read in derivation.reads:
            below = derivations().get(read)
            assert below is None or below.stratum < derivation.stratum
    undefined = {fact.code for fact in words if fact.derived} - set(derivations())
    fed = {"points", "knowledge_value_grade", "hnte_innovation_points"}
    assert undefined == fed  # from scorecards, given until then
