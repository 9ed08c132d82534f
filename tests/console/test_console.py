"""Officers, auditors and the operator at the console: figures, lists, walls, trail, upkeep."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kerong.cases.models import Case, Desk
from kerong.console import trail
from kerong.jobs.queue import run_queued
from kerong.kernel import roles
from kerong.notices.models import Outbox
from tests.build import cases as build
from tests.build import parties
from tests.build.trail import events
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calendar_and_clock() -> Iterator[None]:
    build.hold_calendar(2026, 2027)
    with time_machine.travel(build.FRIDAY + timedelta(minutes=30), tick=False):
        yield


def officer() -> Client:
    return signed_in(build.officer())


def someone(role: str) -> Client:
    return signed_in(parties.actor(role, department=parties.department()))


def test_the_overview_shows_figures_that_open_the_lists_behind_them() -> None:
    told = build.story("disbursed")
    client = officer()

    page = client.get("/console/").content.decode()
    behind = client.get("/console/figures/disbursed/?from=2026-03-01&to=2026-03-31")

    assert "300 万" in page
    assert "/console/figures/disbursed/?from=2026-03-01" in page
    assert told.loan.no in behind.content.decode()


def test_an_empty_platform_shows_an_overview_that_says_so() -> None:
    answer = officer().get("/console/")

    assert answer.status_code == 200


def test_every_figure_has_a_list_with_an_export() -> None:
    build.story("disbursed")
    client = officer()
    from kerong.reporting.lists import FIGURES

    for name in FIGURES:
        assert client.get(f"/console/figures/{name}/").status_code == 200, name
        export = client.get(f"/console/figures/{name}/?export=csv")
        assert b"".join(export).startswith(b"\xef\xbb\xbf"), name


def test_a_late_payout_stands_among_the_late_clocks_and_opens_its_list() -> None:
    told = build.story("credited")
    with time_machine.travel(build.FRIDAY + timedelta(days=60), tick=False):
        client = officer()
        overview = client.get("/console/").context
        late = {str(row.url).split("/")[3]: row for row in overview["breaches"]}["breach_payout"]
        rows = client.get(late.url).content.decode()

    assert late.value == 1 and overview["found"].breaches.total == 1
    assert told.case.no in rows


def test_a_figure_nobody_defined_is_absent() -> None:
    assert officer().get("/console/figures/profit/").status_code == 404


def test_quotes_stay_sealed_from_officers_until_one_is_accepted() -> None:
    quoted = build.story("quoted")
    client = officer()
    before = client.get(f"/console/needs/{quoted.case.no}/").content.decode()

    build._accepted(quoted)
    after = client.get(f"/console/needs/{quoted.case.no}/").content.decode()

    name = quoted.take_up.institution.name
    assert name not in before
    assert name in after


def test_an_unmet_need_is_opened_again_with_a_reason() -> None:
    told = build.story("open")
    Case.objects.filter(pk=told.case.pk).update(state=Case.State.UNMET)
    client = officer()

    client.post(f"/console/needs/{told.case.no}/reopening/", {"words": "已与两家银行沟通"})

    told.reload()
    assert told.case.state == Case.State.OPEN


def test_the_wall_renews_its_content_alone() -> None:
    build.story("disbursed")
    client = officer()

    whole = client.get("/console/wall/").content.decode()
    part = client.get("/console/wall/", HTTP_HX_REQUEST="true").content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert "300 万" in part


def test_an_auditor_reads_one_stream_and_verifies_the_chains() -> None:
    told = build.story("taken")
    client = someone(roles.AUDITOR)

    stream = client.get("/console/trail/", {"stream": f"case:{told.case.no}"}).content.decode()

    assert "case.published" in stream
    assert "take_up.taken" not in stream

    before = client.get("/console/trail/verification/").content.decode()
    client.post("/console/trail/verification/")
    waiting = client.get("/console/trail/verification/", HTTP_HX_REQUEST="true")
    run_queued(lambda: told.at + timedelta(hours=1), "test")
    verified = client.get("/console/trail/verification/").content.decode()
    over = client.get("/console/trail/verification/", HTTP_HX_REQUEST="true")

    assert 'class="notice ok"' not in before
    assert "hx-get" in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    assert 'class="notice ok"' in verified
    assert over["HX-Refresh"] == "true"


def test_a_long_stream_is_shown_page_by_page(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    events(streams=1, each=7)
    monkeypatch.setattr(trail, "SHOWN", 3)
    client = someone(roles.AUDITOR)
    address, seen = "/console/trail/?stream=case:N2026-000001", []

    while address:
        page = client.get(address)
        seen.append([event.no for event in page.context["events"]])
        later = page.context["later"]
        address = f"/console/trail/?stream=case:N2026-000001&after={later}" if later else ""

    assert seen == [[1, 2, 3], [4, 5, 6], [7]]


def test_parked_messages_are_sent_again_by_the_operator() -> None:
    told = build.story("open")
    Outbox.objects.update(parked_at=told.at, attempts=9)
    client = someone(roles.OPERATOR)

    shown = client.get("/console/upkeep/").content.decode()
    client.post("/console/upkeep/retry/")

    assert "case.published" in shown
    assert not Outbox.objects.filter(parked_at__isnull=False).exists()


@pytest.mark.parametrize("path", ["", "wall/", "figures/disbursed/", "trail/", "upkeep/"])
def test_firms_and_banks_have_no_console(path: str) -> None:
    for actor in (build.firm(), build.clerk()):
        assert signed_in(actor).get(f"/console/{path}").status_code == 403


def test_the_overview_costs_the_same_with_one_need_as_with_six(
    django_assert_max_num_queries: object,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = officer()
    build.story("disbursed")
    client.get("/console/")
    with CaptureQueriesContext(connection) as few:
        client.get("/console/")
    for _ in range(5):
        build.story("disbursed")
    with CaptureQueriesContext(connection) as many:
        client.get("/console/")

    assert len(many) == len(few)


def test_an_officer_sees_a_need_is_held_but_not_by_whom_until_a_quote_is_accepted() -> None:
    held, accepted = build.story("taken"), build.story("accepted")

    page = officer().get("/console/figures/taken/?export=csv").content.decode()

    assert held.case.no in page and held.take_up.institution.name not in page
    assert accepted.take_up.institution.name in page


def test_who_let_a_clock_run_out_is_named_though_the_need_is_open() -> None:
    told = build.story("taken")
    with time_machine.travel(build.FRIDAY + timedelta(days=12), tick=False):
        page = officer().get("/console/figures/breach_contact/?export=csv").content.decode()

    assert told.take_up.institution.name in page


def test_figures_of_the_ranking_open_the_lists_of_their_institution() -> None:
    told, other = build.story("disbursed"), build.story("disbursed")
    key = told.take_up.institution_id
    client = officer()

    page = client.get("/console/").content.decode()
    for name in ("taken", "disbursed"):
        assert f"/console/figures/{name}/?from=2026-03-01" in page
        behind = client.get(f"/console/figures/{name}/?institution={key}&export=csv")
        said = behind.content.decode()
        assert told.take_up.institution.name in said
        assert other.take_up.institution.name not in said
    assert f"&amp;institution={key}" in page


def test_the_list_of_an_institution_leaves_out_open_needs_and_says_so() -> None:
    told = build.story("taken")

    key = told.take_up.institution_id
    page = officer().get(f"/console/figures/taken/?institution={key}").content.decode()

    assert told.case.no not in page
    assert "银行报价被企业接受后" in page
    assert officer().get("/console/figures/taken/?institution=nobody").status_code == 200


def test_an_officer_sets_the_limit_of_one_institution_with_a_reason() -> None:
    told = build.story("taken")
    url = f"/console/institutions/{told.take_up.institution_id}/limit/"
    client = officer()

    assert url in client.get("/console/").content.decode()
    refused = client.post(url, {"limit": "3", "words": ""})
    assert refused.status_code == 400
    assert client.post(url, {"limit": "3", "words": "试点期间收紧"}).status_code == 302
    assert Desk.objects.get(institution=told.take_up.institution).own_limit == 3
    assert 'value="3"' in client.get(url).content.decode()
    hall = signed_in(told.clerk).get("/workbench/").content.decode()
    assert "1 / 3" in hall

    client.post(url, {"limit": "", "words": "恢复一般上限"})
    assert Desk.objects.get(institution=told.take_up.institution).own_limit is None
