"""A computed score that is no longer known: the platform says so, and history stays as it was."""

from datetime import date, timedelta

import pytest

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.evidence.models import Observation
from kerong.evidence.snapshot import facts_of, freeze, thaw
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Enterprise
from kerong.population.models import Run, ScoreHistory
from tests.build import catalogue, evidence
from tests.build import population as build
from tests.build.parties import MOMENT
from tests.population.test_scoring import KNOWN, firm

pytestmark = pytest.mark.django_db
DAY = build.DAY
A_YEAR = timedelta(days=365)
LATER = DAY + A_YEAR
GRADE = "knowledge_value_grade"
THIS_YEAR = {"operating_revenue": "5100000000", "total_assets": "6100000000"}


@pytest.fixture(autouse=True)
def published() -> None:
    catalogue.reference()
    folder = PACKS / "chongqing/knowledge-value"
    publish_pack(actor=SYSTEM, folder=folder, at=MOMENT - timedelta(days=1))


def new_year(of: Enterprise) -> None:
    """The statements of the next year come in without the R&D figures a score needs."""
    evidence.observe(of, THIS_YEAR, end=date(2026, 12, 31), observed_on=LATER)


def run_later(days: int = 0) -> Run:
    return build.done(MOMENT + A_YEAR + timedelta(days=days), on=LATER + timedelta(days=days))


def said() -> list[str]:
    rows = Observation.objects.filter(computed=True, code=GRADE)
    return list(rows.order_by("pk").values_list("value", flat=True))


@pytest.mark.both_databases
def test_a_score_that_is_no_longer_known_ends_what_the_platform_said() -> None:
    one = firm()
    build.done()
    grade = ScoreHistory.objects.get().grade
    new_year(one)

    run_later()

    assert said() == [grade, ""]
    assert GRADE not in facts_of(one, as_of=LATER, on=LATER).facts
    withdrawn = Observation.objects.get(value="")
    assert (withdrawn.observed_on, withdrawn.source) == (LATER, "platform")
    assert withdrawn.citation.startswith("knowledge-value ")


def test_earlier_days_and_frozen_facts_are_read_as_before() -> None:
    one = firm()
    build.done()
    before = facts_of(one, as_of=DAY, on=DAY)
    frozen = freeze(one, before, at=MOMENT)
    new_year(one)

    run_later()

    again = facts_of(one, as_of=DAY, on=DAY)
    assert (again.facts, again.origins) == (before.facts, before.origins)
    assert again.facts[GRADE] and again.origins[GRADE].computed
    assert thaw(frozen).facts == before.facts
    eve = facts_of(one, as_of=LATER - timedelta(days=1), on=LATER - timedelta(days=1))
    assert eve.facts[GRADE] == before.facts[GRADE]


def test_what_was_observed_stands_untouched() -> None:
    one = firm(knowledge_value_grade="A")
    build.done()
    new_year(one)
    observed = list(Observation.objects.filter(computed=False).order_by("pk").values())

    run_later()

    seen = facts_of(one, as_of=LATER, on=LATER, others=True)
    assert seen.facts[GRADE] == "A" and not seen.origins[GRADE].computed
    assert GRADE not in seen.others
    assert list(Observation.objects.filter(computed=False).order_by("pk").values()) == observed


def test_it_is_said_once_and_a_score_known_again_is_said_anew() -> None:
    one = firm()
    build.done()
    new_year(one)
    run_later()
    run_later(1)
    assert said()[1:] == [""]
    day = LATER + timedelta(days=2)
    evidence.observe(one, KNOWN | THIS_YEAR, end=date(2026, 12, 31), observed_on=day)

    run_later(2)

    assert ScoreHistory.objects.get(until_on=None).grade == said()[-1] != ""
    assert facts_of(one, as_of=day, on=day).facts[GRADE] == said()[-1]


def test_a_firm_no_card_is_meant_for_any_more_has_no_computed_grade() -> None:
    one = firm()
    build.done()
    Enterprise.objects.filter(pk=one.pk).update(division_code="330106")

    build.done(MOMENT + timedelta(days=1), on=DAY + timedelta(days=1))

    assert not ScoreHistory.objects.filter(until_on=None).exists()
    assert said()[-1] == "" and Observation.objects.get(value="").citation == ""


def test_a_run_for_an_earlier_day_takes_nothing_back() -> None:
    one = firm(rd_expense=None)
    evidence.observe(one, {"rd_expense": "200000000"}, observed_on=DAY + timedelta(days=1))
    build.done(MOMENT + timedelta(days=1), on=DAY + timedelta(days=1))
    assert len(said()) == 1

    build.done(MOMENT + timedelta(days=2), on=DAY)

    assert len(said()) == 1


@pytest.mark.both_databases
def test_a_spell_begun_and_ended_today_is_opened_again_when_it_is_wanted_again_today() -> None:
    one = firm()
    build.done()
    kept = ScoreHistory.objects.get()
    for place in ("330106", "500107"):  # to a city without the card, and back
        Enterprise.objects.filter(pk=one.pk).update(division_code=place)
        build.done()
        ended = ScoreHistory.objects.exclude(until_on=None)
        assert list(ended.values_list("until_on", flat=True)) == [DAY] * (place == "330106")

    again = ScoreHistory.objects.get()
    assert (again.pk, again.points, again.until_on) == (kept.pk, kept.points, None)
    assert again.run == Run.objects.order_by("pk").last()


def test_a_run_for_an_earlier_day_opens_no_spell_that_ended_later() -> None:
    one = firm()
    build.done()
    Enterprise.objects.filter(pk=one.pk).update(division_code="330106")
    build.done(MOMENT + A_YEAR, on=LATER)
    Enterprise.objects.filter(pk=one.pk).update(division_code="500107")

    build.done()

    assert ScoreHistory.objects.get().until_on == LATER
