"""Scorecards feed derived facts: where nobody observed them, and one card alone in each place."""

from datetime import date

import pytest

from kerong.rules.change import smallest_change
from kerong.rules.engine_1 import compile_rules
from kerong.rules.errors import ReplayMismatch, ScorecardsCircle, ScorecardsOverlap
from kerong.rules.findings import Replayer, cards_cited, finding_of
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import OfferingRules
from kerong.rules.texts import parse_offering
from tests.rules.writing import ON, document, facts, line, offering

WORDS = {"zh": "指标", "en": "indicator"}


def card(key: str = "card", *, places=(), verified=True, **rest) -> OfferingRules:
    """Two points a patent, at most 40, and 20 for a certificate."""
    indicators = [
        {
            "code": "patents",
            "group": "all_points",
            "title": WORDS,
            "raw": "invention_patents",
            "weight": "40",
            "direct": "2 * invention_patents",
            "category": 23,
            "clause": "1",
        },
        {
            "code": "title",
            "group": "all_points",
            "title": WORDS,
            "raw": "is_hnte",
            "weight": "20",
            "direct": "by(is_hnte, true=20, false=0)",
            "category": 26,
            "clause": "2",
        },
    ]
    scorecard = {
        "feeds": "points",
        "places": list(places),
        "groups": [{"code": "all_points", "title": WORDS}],
        "indicators": indicators,
    } | rest
    text = document(key=key, kind="scorecard", scorecard=scorecard)
    text["basis"] = {"document": "invented", "source": "test", "verified": verified}
    return parse_offering(text, file="card.yaml")


PRODUCT = offering(line("points", at_least="50"))


def run(cards, **given):
    listing = listing_arguments(PRODUCT, "L1", {})
    plan = compile_rules([PRODUCT], cards).plan([listing])
    return plan, plan.run(facts(**given), ON)[0]


def test_a_computed_score_answers_the_line_of_a_product():
    _, found = run([card()], invention_patents=15, is_hnte=True)

    assert found.outcome == "meets"
    assert found.lines[0].seen == 50_000
    assert found.lines[0].distance == 0


def test_one_patent_less_is_two_points_short():
    _, found = run([card()], invention_patents=14, is_hnte=True)

    assert (found.outcome, found.lines[0].distance) == ("fails", 2_000)


def test_an_observed_value_wins_and_the_computed_one_stands_beside_it():
    plan, found = run([card()], invention_patents=1, is_hnte=False, points="60")

    assert found.outcome == "meets"
    (override,) = plan.run(facts(invention_patents=1, is_hnte=False, points="60"), ON).overrides
    assert (override.fact, override.given, override.computed) == ("points", 60_000, 2_000)


def test_what_the_card_lacks_is_what_is_missing():
    _, found = run([card()], invention_patents=15)

    assert found.outcome == "unknown"
    assert found.missing == ("is_hnte",)


def test_a_card_nobody_verified_marks_every_line_that_uses_it():
    _, doubtful = run([card(verified=False)], invention_patents=15, is_hnte=True)
    _, observed = run([card(verified=False)], points="50")

    assert (doubtful.lines[0].verified, doubtful.verified) == (False, False)
    assert (observed.lines[0].verified, observed.verified) == (True, True)


def test_a_card_nobody_verified_marks_an_amount_that_rests_on_it():
    product = offering(line("invention_patents", at_least="1"), offer={"limit": "1万 * points"})
    plan = compile_rules([product], [card(verified=False)]).plan(
        [listing_arguments(product, "L1", {})]
    )

    doubtful = plan.run(facts(invention_patents=15, is_hnte=True), ON)[0]
    observed = plan.run(facts(invention_patents=15, points="50"), ON)[0]
    assert (doubtful.lines[0].verified, doubtful.verified) == (True, False)
    assert (observed.lines[0].verified, observed.verified) == (True, True)
    held = [each.reads_verified(each.lines) for each in (doubtful, observed)]
    assert held == [False, True]  # as entries of products and of clauses ask


def test_consent_must_cover_everything_the_card_reads():
    _, found = run([card()], invention_patents=15, is_hnte=True)

    assert {"points", "invention_patents", "is_hnte"} <= set(found.reads)


def test_the_card_of_the_narrower_place_counts():
    wide = card("wide")
    narrow = card("narrow", places=["5001"], value="all_points / 2")
    given = {"invention_patents": 15, "is_hnte": True}

    assert run([wide, narrow], **given, division_code="500107")[1].lines[0].seen == 25_000
    assert run([wide, narrow], **given, division_code="330106")[1].lines[0].seen == 50_000


def test_a_firm_of_unknown_place_has_the_card_that_holds_everywhere():
    wide = card("wide")
    narrow = card("narrow", places=["5001"], value="all_points / 2")
    given = {"invention_patents": 15, "is_hnte": True}

    assert run([wide, narrow], **given)[1].lines[0].seen == 50_000
    assert run([wide, narrow], invention_patents=15)[1].missing == ("is_hnte",)


def test_where_no_card_counts_the_fact_is_as_unknown_as_without_cards():
    narrow = card("narrow", places=["5001"])
    given = {"invention_patents": 15, "is_hnte": True}

    for place in ({}, {"division_code": "330106"}):
        _, found = run([narrow], **given, **place)
        assert (found.outcome, found.missing) == ("unknown", ("points",))
        assert found.reads == run([], **given)[1].reads == ("points",)


@pytest.mark.parametrize("place", [{}, {"division_code": "330106"}, {"division_code": "500107"}])
@pytest.mark.parametrize("placed", [(["5001"],), (["5001"], ["33"])])
def test_a_finding_made_beside_other_cards_comes_out_again_with_the_cited_one(placed, place):
    cards = [card("wide"), *(card(f"narrow-{at}", places=each) for at, each in enumerate(placed))]
    _, found = run(cards, invention_patents=15, is_hnte=True, **place)
    finding = finding_of(found)
    cited = [each for each in cards if each.digest in cards_cited(finding)]

    again = Replayer().replay(finding, PRODUCT, listing_arguments(PRODUCT, "L1", {}), cited)

    assert len(cited) == 1
    assert again == finding.content


def test_two_cards_for_one_place_are_refused():
    with pytest.raises(ScorecardsOverlap) as refused:
        compile_rules([], [card("one"), card("two")])
    assert refused.value.facts["keys"] == ["one", "two"]

    with pytest.raises(ScorecardsOverlap):
        compile_rules([], [card("one", places=["50"]), card("two", places=["33", "50"])])


def test_a_card_that_reads_what_a_card_feeds_is_refused():
    circular = card("circular", value="all_points + points / 10")

    with pytest.raises(ScorecardsCircle) as refused:
        compile_rules([], [circular])
    assert refused.value.facts["facts"] == ["points"]


def test_a_grade_is_fed_as_its_code():
    grades = [{"code": "A", "from": "50"}, {"code": "E", "from": "10"}, {"code": "none"}]
    graded = card(feeds="knowledge_value_grade", grades=grades)
    product = offering(line("knowledge_value_grade", **{"in": ["A", "B"]}))
    plan = compile_rules([product], [graded]).plan([listing_arguments(product, "L1", {})])

    def seen(patents: int):
        return plan.run(facts(invention_patents=patents, is_hnte=True), ON)[0].lines[0].seen

    assert [seen(15), seen(14)] == ["A", "E"]


def test_the_smallest_change_goes_through_the_card():
    given = facts(invention_patents=14, is_hnte=True)
    plan, _ = run([card()], invention_patents=14, is_hnte=True)

    (move,) = smallest_change(plan, given, ON, "L1")

    assert (move.fact, move.was, move.to) == ("invention_patents", 14, 15)


def test_a_finding_cites_the_card_and_comes_out_again_with_it_only():
    _, found = run([card()], invention_patents=15, is_hnte=True)
    finding = finding_of(found)
    listing = listing_arguments(PRODUCT, "L1", {})

    assert set(finding.document["digests"]["scorecards"]) == {"points"}
    assert Replayer().replay(finding, PRODUCT, listing, [card()]) == finding.content
    with pytest.raises(ReplayMismatch):
        Replayer().replay(finding, PRODUCT, listing, [card(value="all_points / 2")])
    with pytest.raises(ReplayMismatch):
        Replayer().replay(finding, PRODUCT, listing)


def test_a_finding_of_an_observed_score_cites_no_card():
    _, found = run([card()], points="50")

    assert "scorecards" not in finding_of(found).document["digests"]


def test_weights_of_a_day_are_those_in_force_then():
    weights = {"2020-01-01": "40", "2026-01-01": "10"}
    indicator = {
        "code": "patents",
        "group": "all_points",
        "title": WORDS,
        "raw": "invention_patents",
        "weight": weights,
        "direct": "2 * invention_patents",
        "category": 23,
        "clause": "1",
    }
    dated = card(indicators=[indicator])
    listing = listing_arguments(PRODUCT, "L1", {})
    plan = compile_rules([PRODUCT], [dated]).plan([listing])

    def seen(day: date) -> int:
        return plan.run(facts(invention_patents=30), day)[0].lines[0].seen

    assert [seen(date(2025, 12, 31)), seen(date(2026, 1, 1))] == [40_000, 10_000]
