"""Publicity: who may object and until when, and what an answer does."""

from datetime import timedelta

import pytest

from kerong.cases.applications.errors import (
    NothingPublished,
    ObjectionsOpen,
    WrongApplicationState,
)
from kerong.cases.applications.objections import (
    ObjectionRaised,
    raise_objection,
    resolve_objection,
)
from kerong.cases.models import Objection
from kerong.cases.words import WordsTooShort
from kerong.kernel.actor import ANONYMOUS
from kerong.trail.models import Event
from tests.build.applications import PUBLIC_DAYS, Story, bring, decide, story

pytestmark = pytest.mark.django_db
SAID = ObjectionRaised(name="李示例", contact="13800000000", words="该企业并未在本地实际经营。")


def objected(told: Story) -> Objection:
    return raise_objection(actor=ANONYMOUS, no=told.application.no, raised=SAID, at=told.at)


def resolved(told: Story, objection: Objection, outcome: str) -> None:
    resolve_objection(
        actor=told.officer,
        no=told.application.no,
        objection_id=objection.pk,
        outcome=outcome,
        answer="已实地核查。",
        at=told.at,
    )


def test_a_dismissed_objection_lets_publicity_go_on_where_it_was() -> None:
    told = story("public")
    until = told.application.publicity_to_on
    first, second = objected(told), objected(told)
    assert told.reload().state == "recheck"
    resolved(told, first, "dismissed")
    assert told.reload().state == "recheck"  # the other one is still open
    resolved(told, second, "dismissed")
    assert (told.reload().state, told.application.publicity_to_on) == ("publicity", until)
    bring(told, "approved")
    assert told.application.state == "approved"


def test_an_open_objection_holds_the_decision_up() -> None:
    told = story("public")
    objected(told)
    with pytest.raises((ObjectionsOpen, WrongApplicationState)):
        decide(actor=told.chief, no=told.application.no, at=told.at + PUBLIC_DAYS)


def test_an_upheld_objection_has_every_office_look_again() -> None:
    told = story("public")
    resolved(told, objected(told), "upheld")
    row = told.reload()
    assert (row.state, row.round, row.publicity_to_on) == ("accepted", 2, None)
    assert row.reviews.filter(round=2, opinion="").count() == 2
    assert row.decisions.get().returned_at is not None
    bring(bring(told, "reviewed"), "public")
    assert told.application.state == "publicity"


def test_after_the_last_day_and_before_the_first_nothing_is_public() -> None:
    told = story("reviewed")
    with pytest.raises(NothingPublished):
        objected(told)
    bring(told, "public")
    told.at += timedelta(days=8)
    with pytest.raises(NothingPublished):
        objected(told)


def test_an_objection_says_something_and_who_said_it_stays_out_of_the_trail() -> None:
    told = story("public")
    with pytest.raises(WordsTooShort):
        raise_objection(
            actor=ANONYMOUS,
            no=told.application.no,
            raised=ObjectionRaised(name="李示例", contact="13800000000", words="不行"),
            at=told.at,
        )
    objected(told)
    facts = [event.facts for event in Event.objects.filter(kind="application.objected")]
    assert facts and "13800000000" not in str(facts) and "李示例" not in str(facts)
