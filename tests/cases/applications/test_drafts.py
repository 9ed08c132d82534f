"""Drafts nobody sends are cleared, after the firm was told a week before."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kerong.cases.applications.draft_application import ApplicationForm, draft_application
from kerong.cases.applications.lapse_drafts import lapse_drafts
from kerong.cases.models import Application
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import cases
from tests.build.applications import REWARD, story
from tests.build.cases import FRIDAY
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Application:
    """Kept with words and a fact the firm stated itself."""
    return story("draft", words="示例说明", stated={"employees": "12"}, client_key="k1").application


def told(kind: str) -> int:
    return Outbox.objects.filter(kind=f"application.{kind}").count()


def test_it_is_told_a_week_before_once_and_cleared_the_day_after_its_last(draft):
    """Kept on 6 March, 90 days: the last is 4 June; told on 28 May, cleared on 5 June."""
    assert draft.due_on == date(2026, 6, 4)
    for days, done in ((82, 0), (83, 1), (84, 0), (90, 0), (91, 1), (92, 0)):
        assert lapse_drafts(FRIDAY + timedelta(days=days)) == done, days
    draft.refresh_from_db()
    assert (draft.state, draft.end_code) == ("withdrawn", "draft_lapsed")
    assert (draft.stated, draft.words, draft.due_on) == ({}, "", None)
    assert (told("draft_lapses"), told("draft_lapsed")) == (1, 1)
    assert Event.objects.filter(kind="application.draft_lapsed").count() == 1


def test_going_on_with_it_keeps_it_another_ninety_days(draft):
    later = FRIDAY + timedelta(days=85)
    lapse_drafts(later)
    form = ApplicationForm(clause=REWARD, client_key="k1")
    kept = draft_application(actor=cases.firm(draft.enterprise), form=form, at=later)
    assert (kept.pk, kept.lapse_told_at) == (draft.pk, None)
    assert lapse_drafts(FRIDAY + timedelta(days=120)) == 0


def test_a_worker_that_was_away_still_gives_the_week(draft):
    late = FRIDAY + timedelta(days=200)
    assert lapse_drafts(late) == 1
    draft.refresh_from_db()
    assert (draft.state, draft.due_on) == ("draft", (late + timedelta(days=7)).date())
    assert lapse_drafts(late + timedelta(days=7)) == 0
    assert lapse_drafts(late + timedelta(days=8)) == 1


def test_what_was_sent_is_no_draft_any_more():
    sent = story("submitted").application
    assert lapse_drafts(FRIDAY + timedelta(days=400)) == 0
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_every_page_of_an_application_marks_a_day_nobody_has_verified():
    held = story("accepted")
    row, firm = held.application, held.firm
    for actor, name in ((firm, "portal:application"), (held.officer, "console:application")):
        page = signed_in(actor).get(reverse(name, args=[row.no])).content.decode()
        assert "参照行政许可法第四十二条" in page, name
    page = signed_in(firm).get(reverse("portal:applications")).content.decode()
    assert "未核实" in page
