"""Columns say what an analytic database says of the same texts: outcomes, limits, rates, points."""

import json
from random import Random

import duckdb
import pytest
import yaml

from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.columns import Beside, Columns, compile_columns
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from tests.build.rules import TODAY, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.build.rules_scorecard import ScorecardWriter
from tests.rules.columns.side_by_side import of_columns
from tests.rules.columns.sql_oracle import SqlOracle
from tests.rules.columns.sql_scorecards import SqlScorecard
from tests.rules.columns.sql_world import SPOKEN, WORLD, told_of, whole
from tests.rules.populations.firms import table
from tests.rules.writing import line, offering

OFFERINGS, LISTINGS, FIRMS = 40, 2, 2500  # 200,000 pairs
CARDS = 40  # 100,000 pairs of card and firm


@pytest.fixture(scope="module")
def world():
    """2,500 firms as text cells in a database, and as columns."""
    rng = Random(0)
    cells = table([firm(rng) for _ in range(FIRMS)])
    return told_of(duckdb.connect(), cells)


@pytest.mark.parametrize("tenth", range(10))
def test_columns_agree_with_the_database(world, tenth):
    settled = sum(compare_one_offering(world, seed) for seed in range(tenth, OFFERINGS, 10))

    assert settled > FIRMS  # the rest are limits nobody knows, of which only null is compared


def compare_one_offering(world, seed):
    database, block, present = world
    writer = OfferingWriter(Random(seed))
    text = writer.text()
    rules = read_offering(text, file="random.yaml")
    numbers = [writer.numbers() for _ in range(LISTINGS)]
    listings = [listing_arguments(rules, f"L{at}", given) for at, given in enumerate(numbers)]
    plan = compile_rules([rules]).plan(listings, reference=reference())

    results = compile_columns(plan, TODAY).run(block)

    parsed = yaml.load(text, Loader=yaml.BaseLoader)
    settled = 0
    for at, given in enumerate(numbers):
        oracle = SqlOracle(parsed, given, present, WORLD)
        rows = database.execute(oracle.query("firms")).fetchall()
        assert len(rows) == FIRMS
        for row, met, limit, rate in rows:
            outcome, _, limit_fen, rate_ppm, _ = of_columns(results, at, row)
            assert (limit_fen, rate_ppm) == (whole(limit), whole(rate)), (seed, at, row)
            if met is not None or limit is not None or not oracle.published("limit"):
                assert outcome == SPOKEN[met], (seed, at, row)
                settled += 1
    return settled


@pytest.mark.parametrize("tenth", range(10))
def test_points_agree_with_the_database(world, tenth):
    scored = sum(compare_one_card(world, seed) for seed in range(tenth, CARDS, 10))

    assert scored > 500  # firms of which every indicator has its facts; the others have no points


def compare_one_card(world, seed):
    """How many firms have points; nobody observed any."""
    database, block, present = world
    cells = {code: column for code, column in block.values.items() if code != "points"}
    text = card_of(ScorecardWriter(Random(seed)))
    card = read_offering(text, file="card.yaml")
    product = offering(line("points", at_least="3"), offer={"limit": "max(points, 0) * 1万"})
    listings = [listing_arguments(product, "L1", {})]
    plan = compile_rules([product], [card]).plan(listings, reference=reference())

    columns = compile_columns(plan, TODAY, Beside(scores=("points",)))
    results = columns.run(Columns(block.credit_codes, cells))

    oracle = SqlScorecard(text, TODAY, present, WORLD)
    rows = dict(database.execute(oracle.points_query("firms")).fetchall())
    told = results.scores["points"].told(FIRMS)
    assert [whole(rows[at]) for at in range(FIRMS)] == told, text
    for row, milli in enumerate(told):
        met = None if milli is None else milli >= 3000
        assert int(results.outcomes[0, row]) == {True: 1, False: 0, None: -1}[met]
    return sum(milli is not None for milli in told)


def card_of(writer):
    """A random card that feeds points, so without grades."""
    text = json.loads(writer.text())
    card = text["scorecard"] | {"feeds": "points"}
    card.pop("grades", None)
    card["veto"] = [each for each in card["veto"] if "points" in each["otherwise"]]
    return json.dumps(text | {"scorecard": card})
