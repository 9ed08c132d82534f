"""Facts of a file scored by a scorecard in force, at the day of each row."""

import pytest

from kerong.population.back_test import card_named
from kerong.population.backtests.errors import (
    FactColumnUnknown,
    OutcomesUnreadable,
    ScoreColumnAbsent,
    ScoreColumnGiven,
)
from kerong.population.backtests.outcomes import read_outcomes
from kerong.population.backtests.scoring import known_rows
from kerong.rules.populations.errors import PopulationUnreadable
from tests.build.outcomes import card, csv_file, scores, shops
from tests.build.population import DAY

pytestmark = pytest.mark.django_db
KEY = "shop-preapproval"


def test_facts_are_scored_at_the_day_of_their_row() -> None:
    card()
    content = shops(
        {"outcome": "good"},
        {"outcome": "good", "observed_on": "2022-06-01"},
        {"outcome": "bad", "shop_turnover_12m": "50000.00"},
    )

    rows, left_out = known_rows(read_outcomes("o.csv", content), card_named(KEY, DAY))

    assert [row.scored.milli for row in rows] == [68_000, 60_000, 38_000]
    assert [row.scored.bad for row in rows] == [False, False, True]
    assert left_out == {}


def test_a_row_with_unknown_facts_is_left_out_and_counted() -> None:
    card()
    content = shops({"outcome": "good"}, {"outcome": "bad", "shop_turnover_12m": ""})

    rows, left_out = known_rows(read_outcomes("o.csv", content), card_named(KEY, DAY))

    assert (len(rows), left_out) == (1, {"no_score": 1})


def test_facts_need_their_day() -> None:
    card()
    content = shops({"outcome": "good", "observed_on": ""})

    with pytest.raises(OutcomesUnreadable, match="observed_on"):
        known_rows(read_outcomes("o.csv", content), card_named(KEY, DAY))


def test_facts_that_cannot_be_read_are_named() -> None:
    card()
    content = shops({"outcome": "good", "shop_turnover_12m": "viel"})

    with pytest.raises(PopulationUnreadable, match="shop_turnover_12m"):
        known_rows(read_outcomes("o.csv", content), card_named(KEY, DAY))


def test_either_scores_or_facts_never_both_or_neither() -> None:
    card()
    held = card_named(KEY, DAY)

    with pytest.raises(ScoreColumnGiven):
        known_rows(read_outcomes("o.csv", scores()), held)
    with pytest.raises(ScoreColumnAbsent):
        known_rows(read_outcomes("o.csv", shops({"outcome": "good"})), None)
    mixed = csv_file(("party", "outcome", "score", "tax_paid"), [("A", "good", "1", "2")])
    with pytest.raises(FactColumnUnknown, match="tax_paid"):
        known_rows(read_outcomes("o.csv", mixed), None)
