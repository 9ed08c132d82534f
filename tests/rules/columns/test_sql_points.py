"""Exactly where points, grades and vetoes turn, a unit beside it and without the fact: columns, the
engine for one firm, the plain walker and the database say the same points and grades."""

from random import Random

import duckdb
import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.columns import Beside, Wanted, compile_columns
from kerong.rules.listings import ListingArguments
from kerong.rules.scorecards.score import Score
from kerong.rules.texts import read_offering
from kerong.rules.values import POINT
from tests.build.asked import asked_of_card, random_firms_at, units_of
from tests.build.rules import SIZES, TODAY, reference
from tests.build.rules_scorecard import ScorecardWriter
from tests.build.thresholds import as_texts, in_known_firms
from tests.rules.columns.sql_scorecards import SqlScorecard
from tests.rules.columns.sql_world import WORLD, told_of, whole
from tests.rules.oracle_scorecards import ScoreOracle
from tests.rules.populations.firms import table
from tests.rules.scorecards.writing import card, indicator
from tests.rules.writing import line, text


def require_one_score(source, firms):
    """The points and grades all four agree on."""
    rules = read_offering(source, file="card.yaml")
    held = rules.scorecard
    plan = compile_rules([rules]).plan(
        [ListingArguments(rules.key, rules.key, {})], reference=reference()
    )
    written = [as_texts(each) for each in firms]
    database, block, present = told_of(duckdb.connect(), table(written))
    wanted = [Wanted(rules.key, held.value, POINT)]
    wanted += [] if held.rank is None else [Wanted(rules.key, held.rank, 1)]

    results = compile_columns(plan, TODAY, Beside(tuple(wanted))).run(block)
    points, *ranks = (each.told(results.rows) for each in results.values)
    codes = [each.code for each in reversed(held.grades)]
    grades = [None if at is None else codes[at] for own in ranks for at in own]
    found = list(zip(points, grades or [None] * len(firms), strict=True))

    query = SqlScorecard(source, TODAY, present, WORLD).scores_query("firms")
    told = {
        firm: (whole(milli), grade) for firm, milli, grade in database.execute(query).fetchall()
    }
    oracle = ScoreOracle(source, sizes=SIZES)
    for row, facts in enumerate(firms):
        walked = oracle.judge(written[row], TODAY)
        score = Score(plan.run(facts, TODAY)[0])
        assert found[row] == told[row], (source, written[row])
        assert found[row] == (score.value, score.grade), (source, written[row])
        assert found[row] == (walked["value"], walked["grade"]), (source, written[row])
    return found


@pytest.mark.parametrize("tenth", range(10))
def test_random_cards_score_alike_at_every_threshold(tenth):
    found = []
    for seed in range(tenth, 40, 10):
        source = ScorecardWriter(Random(seed)).text()
        found += require_one_score(source, random_firms_at(asked_of_card(source), Random(seed)))

    assert sum(points is not None for points, _ in found) > 50


def test_a_grade_turns_at_a_thousandth_of_a_point():
    """85 is an A and 84.999 is not; two overdue cap at B, and a number nobody knows leaves no
    grade."""
    grades = [{"code": "A", "from": "85"}, {"code": "B", "from": "70.5"}, {"code": "none"}]
    veto = {"line": line("overdue_count_2y", at_most="1"), "otherwise": {"grade": "B"}}
    held = card(
        indicator(raw="local_score", direct="local_score", weight="100"),
        grades=grades,
        veto=[veto],
    )
    asked = units_of("local_score", ["85", "70.5"])
    firms = in_known_firms([asked], [{"overdue_count_2y": 1}])
    firms += in_known_firms([units_of("overdue_count_2y", ["1"])], [{"local_score": 85_000}])

    found = require_one_score(text(key="graded", kind="scorecard", scorecard=held), firms)

    assert found == [
        (84_999, "B"),
        (85_000, "A"),
        (85_001, "A"),
        (70_499, "none"),
        (70_500, "B"),
        (70_501, "B"),
        (None, None),
        (85_000, "A"),
        (85_000, "A"),
        (85_000, "B"),
        (85_000, None),
    ]
