"""Navigation: each sees what each may open, the present page is lit, counts stand beside."""

import pytest
from django.test import RequestFactory
from django.urls import path

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, Actor
from kerong.kernel.policy import Policy, Whose
from kerong.web.navigation import (
    _SITES,
    Entry,
    Group,
    Site,
    navigation_for,
    register_site,
    registered_site,
)

BANKS = Policy(name="t.banks", roles=roles.INSTITUTION, whose=Whose.OWN_INSTITUTION)
CLERK = Actor(person_id=1, name="陈", role=roles.INSTITUTION_CLERK, institution_id=1)


def view(request):
    return None


urlpatterns = [
    path("hall/", view, name="hall"),
    path("desk/", view, name="desk"),
    path("desk/<no>/", view, name="case"),
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def site():
    register_site(
        Site(
            key="t",
            title="Test",
            home="hall",
            entries=(
                Entry("Hall", "hall", policy=BANKS, count="open"),
                Entry("Desk", "desk", covers=("case",), count="late", hot=True),
                Entry("Gone", "nowhere"),
            ),
            groups=(Group("More", (Entry("Hidden", "hall", policy=BANKS),)),),
            counts=lambda actor, at: {"open": 42, "late": 0},
        )
    )
    yield
    del _SITES["t"]


def asking(address: str, actor: Actor, match=None):
    from django.urls import resolve

    request = RequestFactory().get(address)
    request.actor = actor
    request.resolver_match = resolve(address)
    return request


def test_a_clerk_sees_both_entries_with_their_counts_and_the_present_one_lit():
    first, more = navigation_for(asking("/hall/", CLERK), "t")
    assert [(e.title, e.url, e.current, e.count, e.hot) for e in first.entries] == [
        ("Hall", "/hall/", True, 42, False),
        ("Desk", "/desk/", False, 0, False),
    ]
    assert more.title == "More"


def test_pages_below_an_entry_keep_it_lit():
    first, _ = navigation_for(asking("/desk/T1/", CLERK), "t")
    assert [entry.current for entry in first.entries] == [False, True]


def test_strangers_see_only_what_they_may_open_and_no_empty_heading():
    groups = navigation_for(asking("/desk/", ANONYMOUS), "t")
    assert [entry.title for group in groups for entry in group.entries] == ["Desk"]


def test_an_unknown_site_has_no_navigation():
    assert navigation_for(asking("/desk/", CLERK), "nowhere") == []
    assert registered_site("nowhere") is None
    assert registered_site("t").home == "hall"
