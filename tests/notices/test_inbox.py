"""The inbox of a person: theirs alone, newest first, read when they say so."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, SYSTEM, Actor
from kerong.kernel.errors import Forbidden
from kerong.notices.deliver import deliver_due
from kerong.notices.inbox import inbox, mark_read, unread_count
from tests.build.notices import NOON, told

pytestmark = pytest.mark.django_db
WANG = Actor(person_id=12, name="王敏", role=roles.INSTITUTION_CLERK, institution_id=4)
LI = Actor(person_id=13, name="Li", role=roles.INSTITUTION_CLERK, institution_id=4)
AT = NOON + timedelta(minutes=1)


def five_told():
    for no in range(5):
        told("institution:4", bank="江北银行", no=f"N{no}")
    deliver_due(AT)


def test_the_newest_is_first_and_said_in_the_readers_language():
    five_told()
    page = inbox(LI, language="en")
    assert [line.sentence for line in page.lines][:2] == [
        "江北银行 took need N4.",
        "江北银行 took need N3.",
    ]
    assert (page.total, page.unread, page.pages) == (5, 5, 1)
    assert page.lines[0].unread and page.lines[0].link == "/needs/N2026-000001/"


def test_reading_marks_ones_own_and_nobody_elses():
    five_told()
    first = inbox(WANG, language="zh-hans").lines[0]
    theirs = inbox(LI, language="en").lines[0]
    assert mark_read(WANG, [first.pk, theirs.pk], at=AT) == 1
    assert (unread_count(WANG), unread_count(LI)) == (4, 5)
    assert mark_read(LI, None, at=AT) == 5
    assert (unread_count(WANG), unread_count(LI)) == (4, 0)
    assert mark_read(LI, None, at=AT) == 0


def test_pages_are_bounded_and_cost_the_same_whatever_their_length():
    five_told()
    page = inbox(WANG, language="en", page=99, page_size=2)
    assert (page.page, page.pages, len(page.lines)) == (3, 3, 1)
    assert inbox(WANG, language="en", page=-1, page_size=2).page == 1
    for size in (1, 50):
        with CaptureQueriesContext(connection) as statements:
            inbox(WANG, language="en", page_size=size)
        assert len(statements) == 3


def test_only_what_is_unread_when_asked():
    five_told()
    mark_read(WANG, [inbox(WANG, language="en").lines[0].pk], at=AT)
    page = inbox(WANG, language="en", unread_only=True)
    assert (page.total, page.unread) == (4, 4)


def test_a_visitor_and_the_worker_have_no_inbox():
    for nobody in (ANONYMOUS, SYSTEM):
        assert unread_count(nobody) == 0
        with pytest.raises(Forbidden):
            inbox(nobody, language="en")
        with pytest.raises(Forbidden):
            mark_read(nobody, None, at=AT)
