"""Scores and classes of runs with the packs that are shipped: spells, evidence, peers, moves."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.evidence.models import Observation
from kerong.evidence.snapshot import facts_of
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Enterprise
from kerong.population.models import ClassStanding, ScoreHistory
from kerong.population.next_grade import cards_seen
from kerong.population.peer_view import Peers, own_standing
from kerong.population.scoring_in_force import scoring_for
from tests.build import catalogue, evidence, parties
from tests.build import population as build
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
DAY = build.DAY
NEXT_DAY = DAY + timedelta(days=1)
A_DAY = timedelta(days=1)
FLAGS = [
    "is_hnte",
    "is_srdi",
    "is_gazelle",
    "is_little_giant",
    "is_dishonest_debtor",
    "is_serious_violation",
    "is_abnormal_operation",
    "is_overdue_now",
]
COUNTS = [
    "plant_varieties",
    "ic_layouts",
    "design_patents",
    "software_copyrights",
    "own_class1_ip",
    "talent_programme_members",
    "high_tech_products",
]
KNOWN = {
    **dict.fromkeys(FLAGS, "false"),
    **dict.fromkeys(COUNTS, "0"),
    "founded_on": "2015-05-20",
    "operating_revenue": "5000000000",
    "total_assets": "6000000000",
    "total_liabilities": "3000000000",
    "employees": "120",
    "rd_staff": "40",
    "rd_expense": "200000000",
    "tax_paid": "100000000",
    "insured_staff": "110",
    "tax_credit_grade": "B",
    "invention_patents": "1",
    "utility_patents": "2",
}
YEAR_BEFORE = {"operating_revenue": "4500000000", "insured_staff": "100"}


@pytest.fixture(autouse=True)
def published() -> None:
    catalogue.reference()
    for folder in ("chongqing/knowledge-value", "national/size", "national/tech-sme"):
        publish_pack(actor=SYSTEM, folder=PACKS / folder, at=MOMENT - A_DAY)


def firm(**changes: str | None) -> Enterprise:
    return told(parties.enterprise(industry_code="C3985", division_code="500107"), changes)


def told(made: Enterprise, changes: Mapping[str, str | None]) -> Enterprise:
    known = {**KNOWN, **changes}
    evidence.observe(made, {code: text for code, text in known.items() if text is not None})
    evidence.observe(made, YEAR_BEFORE, end=date(2024, 12, 31))
    return made


def score(of: Enterprise, **more: Any) -> ScoreHistory:
    return ScoreHistory.objects.get(enterprise=of, scorecard="knowledge-value", **more)


def test_a_run_keeps_a_spell_for_every_scorecard_and_class_test() -> None:
    one = firm()

    build.done()

    kept = score(one)
    assert kept.points is not None and kept.grade in "ABCDE"
    assert (kept.from_on, kept.held_on, kept.until_on) == (DAY, DAY, None)
    assert (kept.stage, kept.industry) == ("growth", "C3985")
    assert "@" in kept.revision
    found = dict(ClassStanding.objects.values_list("test", "outcome"))
    assert set(found) == {"size", "tech-sme"}
    assert ClassStanding.objects.get(test="size").route == "small"


def test_the_same_answer_on_the_next_day_lengthens_the_spell() -> None:
    one = firm()
    build.done()

    build.done(MOMENT + A_DAY, on=NEXT_DAY)

    kept = score(one)
    assert (kept.from_on, kept.held_on) == (DAY, NEXT_DAY)


def test_another_answer_ends_the_spell_and_begins_the_next() -> None:
    one = firm()
    build.done()
    evidence.observe(one, {"invention_patents": "9"}, observed_on=NEXT_DAY, end=NEXT_DAY)

    build.done(MOMENT + A_DAY, on=NEXT_DAY)

    old, new = score(one, until_on=NEXT_DAY), score(one, until_on=None)
    assert old.points is not None and new.points is not None and new.points > old.points
    assert new.from_on == NEXT_DAY


def test_the_same_day_once_more_corrects_the_spell_of_the_day() -> None:
    one = firm()
    build.done()
    before = score(one)
    evidence.observe(one, {"invention_patents": "9"}, observed_on=DAY, end=DAY)

    build.done(MOMENT + timedelta(hours=3))

    after = score(one)
    assert after.pk == before.pk and after.points != before.points


def test_a_score_that_feeds_a_fact_is_said_as_computed_evidence_once() -> None:
    one = firm()
    build.done()
    build.done(MOMENT + A_DAY, on=NEXT_DAY)

    (said,) = Observation.objects.filter(computed=True)
    assert (said.code, said.value, said.source) == (
        "knowledge_value_grade",
        score(one).grade,
        "platform",
    )
    assert facts_of(one, as_of=DAY, on=DAY).origins["knowledge_value_grade"].computed


def test_what_was_observed_stands_and_the_computed_one_is_shown_beside_it() -> None:
    one = firm(knowledge_value_grade="A")
    build.done()

    seen = facts_of(one, as_of=DAY, on=DAY, others=True)

    assert seen.facts["knowledge_value_grade"] == "A"
    assert not seen.origins["knowledge_value_grade"].computed
    (other,) = seen.others["knowledge_value_grade"]
    assert other.value == score(one).grade and other.origin.computed


def test_computed_evidence_never_feeds_the_next_run() -> None:
    one = firm()
    first = build.done()
    second = build.done(MOMENT + timedelta(hours=3))

    assert first.result_digest == second.result_digest
    assert score(one).points is not None


def test_facts_nobody_knows_leave_the_score_open() -> None:
    one = firm(rd_expense=None)
    build.done()

    kept = score(one)
    assert kept.points is None and kept.grade == ""


def test_a_scorecard_of_another_place_says_nothing_of_the_firm() -> None:
    home = firm()
    told(parties.enterprise(industry_code="C3985", division_code="330106"), {})
    told(parties.enterprise(industry_code="C3985", division_code=""), {})
    build.done()

    scored = ScoreHistory.objects.filter(scorecard="knowledge-value")
    assert list(scored.values_list("enterprise", flat=True)) == [home.pk]


# --- peers ---


def crowd(count: int, **changes: str) -> list[Enterprise]:
    return [firm(invention_patents=str(at), **changes) for at in range(count)]


def peers_of(row: ScoreHistory) -> Peers | None:
    owner = parties.actor(roles.FIRM_OWNER, enterprise=row.enterprise)
    scores = own_standing(owner, on=row.held_on).scores
    return next(each.peers for each in scores if each.now.pk == row.pk)


def test_fewer_than_five_alike_firms_are_never_a_circle() -> None:
    firms = crowd(4)
    build.done()

    assert peers_of(score(firms[0])) is None


def test_five_alike_firms_are_and_the_band_follows_the_points() -> None:
    firms = crowd(5)
    build.done()

    first, last = peers_of(score(firms[0])), peers_of(score(firms[-1]))

    assert first is not None and last is not None
    assert (first.stage, first.industry, first.firms) == ("growth", "C3985", 5)
    assert first.band == "last_25" and last.band in ("top_10", "top_25")


def test_the_circle_widens_by_industry_before_it_gives_the_stage_up() -> None:
    firms = crowd(3)
    for at in range(3):
        other = parties.enterprise(industry_code="C3599", division_code="500107")
        told(other, {"invention_patents": str(at)})
    build.done()

    peers = peers_of(score(firms[0]))

    assert peers is not None
    assert (peers.stage, peers.industry, peers.firms) == ("growth", "C", 6)


def test_a_firm_sees_its_own_scores_in_a_constant_number_of_queries(
    django_assert_num_queries: Any,
) -> None:
    firms = crowd(6)
    build.done()
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firms[0])

    with django_assert_num_queries(3):
        seen = own_standing(owner, on=DAY)

    assert {each.now.scorecard for each in seen.scores} == {"knowledge-value", "tech-sme"}
    assert len(seen.classes) == 2


# --- the way ahead ---


def test_the_cheapest_moves_are_run_before_they_are_named() -> None:
    one = firm()
    facts = facts_of(one, as_of=DAY, on=DAY).facts

    card = cards_seen(scoring_for(DAY), facts)["knowledge-value"]

    steps = card.ahead.steps
    assert 1 <= len(steps) <= 3
    for step in steps:
        moved = {**facts, step.fact: step.to}
        again = cards_seen(scoring_for(DAY), moved)["knowledge-value"]
        assert card.score.value is not None and again.score.value is not None
        assert again.score.value - card.score.value == step.gain > 0
    everything = {**facts, **{step.fact: step.to for step in steps}}
    together = cards_seen(scoring_for(DAY), everything)["knowledge-value"]
    assert together.score.grade == card.ahead.reached


def test_the_best_grade_has_none_above() -> None:
    rich = firm(invention_patents="30", rd_expense="900000000", utility_patents="40")
    facts = {**facts_of(rich, as_of=DAY, on=date(2026, 3, 6)).facts}

    ahead = cards_seen(scoring_for(DAY), facts)["knowledge-value"].ahead

    assert (ahead.grade == "") == (ahead.short is None)


def test_of_each_fact_the_move_that_suffices_is_named_and_first() -> None:
    one = firm()
    facts = facts_of(one, as_of=DAY, on=DAY).facts

    ahead = cards_seen(scoring_for(DAY), facts)["knowledge-value"].ahead

    assert len({step.fact for step in ahead.steps}) == len(ahead.steps)
    assert ahead.short is not None
    for step in ahead.steps:
        assert step.suffices == (step.gain >= ahead.short)
        after = cards_seen(scoring_for(DAY), {**facts, step.fact: step.to})["knowledge-value"]
        assert (after.score.grade == ahead.grade) == step.suffices
    assert [step.suffices for step in ahead.steps] == sorted(
        (step.suffices for step in ahead.steps), reverse=True
    )
