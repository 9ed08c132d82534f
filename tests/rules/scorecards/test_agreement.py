"""Engine, columns and an independent evaluator say the same of random scorecards and firms."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as some

from kerong.rules.engine_1 import compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.scorecards.score import Score
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import SIZES, TODAY, firm, reference
from tests.build.rules_scorecard import ScorecardWriter
from tests.rules.columns.side_by_side import require_agreement
from tests.rules.oracle_scorecards import ScoreOracle
from tests.rules.scorecards.writing import indicator
from tests.rules.scorecards.writing import rules as card_of
from tests.rules.writing import WORDS, line, offering

FIRMS = 40


def of_engine(score: Score) -> dict:
    return {
        "value": score.value,
        "ends": score.ends,
        "grade": score.grade,
        "items": {item.indicator.code: (item.points, item.low, item.high) for item in score.items},
    }


@settings(max_examples=120, deadline=None)
@given(seed=some.integers(0, 2**32))
def test_the_engine_and_the_plain_walker_agree_on_random_scorecards(seed):
    rng = Random(seed)
    text = ScorecardWriter(rng).text()
    rules = read_offering(text, file="random.yaml")
    oracle = ScoreOracle(text, sizes=SIZES)
    plan = compile_rules([rules]).plan(
        [ListingArguments(rules.key, rules.key, {})], reference=reference()
    )
    for _ in range(FIRMS):
        written = firm(rng)
        facts = read_facts_document({"facts": written}, vocabulary()).facts
        found = of_engine(Score(plan.run(facts, TODAY)[0]))
        assert found == oracle.judge(written, TODAY), (text, written)


@settings(max_examples=40, deadline=None)
@given(seed=some.integers(0, 2**32))
def test_columns_agree_on_facts_that_random_scorecards_feed(seed):
    rng = Random(seed)
    cards = [_feeding(ScorecardWriter(rng).text(), key) for key in ("wide", "narrow")]
    product = offering(
        line("points", at_least="3"),
        line("knowledge_value_grade", **{"in": ["A", "B"]}),
        offer={"limit": "max(points, 0) * 1万"},
    )
    plan = compile_rules([product], cards).plan(
        [listing_arguments(product, "L1", {})], reference=reference()
    )
    firms = [
        read_facts_document({"facts": firm(rng) | _place(rng)}, vocabulary()).facts
        for _ in range(FIRMS)
    ]
    require_agreement(plan, firms, TODAY)


def test_a_card_that_scores_a_firm_nothing_is_known_of_settles_no_other_firm():
    """The wide card gives nothing to everyone, the narrow one lacks its facts: still open there."""
    groups = [{"code": code, "title": WORDS} for code in ("all_points", "empty")]
    lenders = indicator(raw="lenders_count", direct="lenders_count")
    wide = card_of(lenders, groups=groups, value="empty / 3", feeds="points", places=[])
    narrow = card_of(lenders, feeds="points", places=["5001"], top={"key": "narrow-card"})
    cards = [wide, narrow]
    product = offering(offer={"limit": "max(points, 0) * 1万"})
    plan = compile_rules([product], cards).plan([listing_arguments(product, "L1", {})])
    firms = [{"division_code": "500107"}, {}, {"division_code": "500107", "lenders_count": 2}]

    require_agreement(plan, firms, TODAY)

    assert [plan.run(each, TODAY)[0].outcome for each in firms] == ["unknown", "fails", "meets"]


def _feeding(text: str, key: str):
    """The card with its value as the points, or its grade as the knowledge-value grade."""
    import json

    document = json.loads(text)
    document["key"] = key
    card = document["scorecard"]
    card["feeds"] = "knowledge_value_grade" if "grades" in card else "points"
    card["places"] = ["5001"] if key == "narrow" else []
    return read_offering(json.dumps(document), file=f"{key}.yaml")


def _place(rng: Random) -> dict:
    return rng.choice([{}, {"division_code": "500107"}, {"division_code": "330106"}])
