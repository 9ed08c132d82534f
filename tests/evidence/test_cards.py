"""Anonymous cards. Firms are invented."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.evidence.bands import (
    attributes,
    bands,
    finest_cells,
    finest_within,
    levels_after,
    wide_cell,
    widening_steps,
)
from kerong.evidence.cards import FEWEST_ALIKE, ListedCrowd, anonymous_card

ON = date(2026, 3, 6)
FACTS = {
    "industry_code": "C3985",
    "division_code": "500107",
    "size_class": "small",
    "founded_on": date(2018, 5, 1),
    "operating_revenue": 1_500_000_000,
    "points": 86_000,
    "is_hnte": True,
    "tax_credit_grade": "A",
}


def card(facts, population):
    return anonymous_card(facts, ListedCrowd(population, on=ON), on=ON)


def codes(made):
    return {name: cell["code"] for name, cell in made["cells"].items()}


def test_five_firms_alike_show_the_finest_bands():
    assert codes(card(FACTS, [FACTS] * 5)) == {
        "industry": "C3985",
        "region": "500107",
        "size": "small",
        "years": "y5_10",
        "revenue": "r1y_4y",
        "points": "p80_90",
        "standing": "hnte",
        "tax_grade": "A",
    }


def test_a_fifth_firm_with_another_grade_widens_the_grade_alone():
    made = card(FACTS, [FACTS] * 4 + [{**FACTS, "tax_credit_grade": "B"}])

    assert made["cells"]["tax_grade"]["code"] == "tax_a_b"
    assert made["cells"]["industry"]["level"] == 0


def test_alone_among_many_nothing_is_shown():
    others = [{**FACTS, "size_class": "large", "industry_code": "A0111"}] * 50

    assert codes(card({**FACTS, "size_class": "micro", "industry_code": "T97"}, others)) == {}


def test_the_card_holds_no_value_of_the_firm():
    made = card(FACTS, [FACTS] * 5)

    said = repr(made)
    for value in ("1500000000", "15000000", "86000", "2018"):
        assert value not in said


def test_what_is_unknown_is_said_to_be_unknown():
    bare = {"size_class": "small"}

    assert card(bare, [bare] * 5)["cells"]["revenue"]["zh"] == "未知"
    assert card(bare, [bare] * 5)["cells"]["standing"]["en"] == "unknown"


def test_names_of_industries_and_divisions_come_from_outside():
    names = {("industry", "C3985"): ("电子专用材料制造", "electronic materials")}
    crowd = ListedCrowd([FACTS] * 5, on=ON)

    made = anonymous_card(FACTS, crowd, on=ON, names=lambda *key: names.get(key))

    assert made["cells"]["industry"]["zh"] == "电子专用材料制造"
    assert made["cells"]["region"]["zh"] == "500107"


some_facts = st.fixed_dictionaries(
    {},
    optional={
        "industry_code": st.sampled_from(["C3985", "C3986", "C3711", "I6510", "M7320"]),
        "division_code": st.sampled_from(["500107", "500106", "331102", "330783"]),
        "size_class": st.sampled_from(["large", "medium", "small", "micro"]),
        "founded_on": st.dates(date(2005, 1, 1), ON),
        "operating_revenue": st.integers(0, 6_000_000_000),
        "points": st.integers(0, 100_000),
        "is_hnte": st.booleans(),
        "tax_credit_grade": st.sampled_from(["A", "B", "M", "C", "D"]),
    },
)


@given(st.lists(some_facts, min_size=1, max_size=60))
def test_no_card_shows_a_set_of_cells_that_fewer_than_five_firms_share(population):
    crowd = ListedCrowd(population, on=ON)
    for facts in population:
        made = anonymous_card(facts, crowd, on=ON)
        levels = {name: cell["level"] for name, cell in made["cells"].items()}
        if not levels:
            continue
        alike = sum(
            all(
                wide_cell(name, finest_cells(other, on=ON)[name], level)
                == made["cells"][name]["code"]
                for name, level in levels.items()
            )
            for other in population
        )
        assert alike >= FEWEST_ALIKE


@given(st.lists(some_facts, min_size=5, max_size=40))
def test_no_single_cell_is_wider_than_it_must_be(population):
    """One step less and the circle would be too small: the first shared step is taken."""
    crowd = ListedCrowd(population, on=ON)
    facts = population[0]
    taken = sum(attributes()[name] for name in anonymous_card(facts, crowd, on=ON)["hidden"]) + sum(
        cell["level"] for cell in anonymous_card(facts, crowd, on=ON)["cells"].values()
    )
    cells = finest_cells(facts, on=ON)

    assert taken == 0 or crowd.alike(cells, levels_after(taken - 1)) < FEWEST_ALIKE


@given(some_facts, st.integers(0, len(widening_steps())))
def test_a_wider_cell_holds_every_finer_one(facts, step):
    cells = finest_cells(facts, on=ON)
    for name, level in levels_after(step).items():
        wide = wide_cell(name, cells[name], level)
        inside = finest_within(name, wide, level) if wide is not None else None
        if inside is not None:
            assert cells[name] in inside


def test_the_steps_end_with_nothing_shown():
    last = levels_after(len(widening_steps()))

    assert last == attributes()
    assert all(wide_cell(name, "C3985", level) is None for name, level in last.items())


@pytest.mark.parametrize("attribute", ["years", "revenue", "points"])
def test_bands_touch_without_gap_or_overlap_and_widen_together(attribute):
    held = list(bands()[attribute].values())

    for before, after in pairwise(held):
        assert before.below == after.least
    assert held[-1].below is None
    wider = Counter(band.wider for band in held)
    assert all(
        len({(band.wider_zh, band.wider_en) for band in held if band.wider == code}) == 1
        for code in wider
    )
