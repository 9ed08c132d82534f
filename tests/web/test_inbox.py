"""站内通知 in each site's frame: newest first, read when opened, leading to what it is about."""

import pytest
import time_machine

from kerong.notices.deliver import deliver_due
from kerong.notices.models import Notice
from tests.build import cases
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def told():
    cases.hold_calendar(2025, 2026, 2027)
    made = cases.story("quoted")
    while deliver_due(made.at):
        pass
    return made


@pytest.fixture
def client(told, time_machine_stands):
    return signed_in(told.firm)


@pytest.fixture
def time_machine_stands(told):
    with time_machine.travel(told.at, tick=False):
        yield


def test_a_firm_reads_what_it_was_told_in_its_own_frame(client, told):
    said = text_of(client.get("/notices/"))
    assert told.case.no in said
    assert 'data-site="portal"' in said
    assert "条未读" in said


def test_the_head_counts_what_is_unread(client):
    unread = Notice.objects.filter(read_at=None, reader__startswith="person:").count()
    assert unread
    assert 'class="pill hot"' in text_of(client.get("/"))


def test_opening_a_notice_marks_it_and_leads_to_the_need(client, told):
    notice = Notice.objects.filter(reader=f"person:{told.firm.person_id}").first()
    said = text_of(client.get("/notices/"))
    url = f"/needs/{told.case.no}/"
    assert f'name="onward" value="{url}"' in said
    response = client.post("/notices/read/", {"notice": str(notice.pk), "onward": url})
    assert response["Location"] == url
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_all_can_be_marked_as_read_at_once(client, told):
    client.post("/notices/read/", {"all": "1"})
    mine = Notice.objects.filter(reader=f"person:{told.firm.person_id}")
    assert not mine.filter(read_at=None).exists()
    assert "暂无通知" in text_of(client.get("/notices/?show=unread"))


def test_nobody_marks_the_notices_of_others(client, told):
    cases.need()
    while deliver_due(told.at):
        pass
    foreign = Notice.objects.exclude(reader=f"person:{told.firm.person_id}").first()
    client.post("/notices/read/", {"notice": str(foreign.pk)})
    foreign.refresh_from_db()
    assert foreign.read_at is None


@pytest.mark.parametrize("chosen", ["", "x", "-1", "9" * 40, "1; DROP"])
def test_nonsense_marks_nothing(client, chosen):
    before = Notice.objects.filter(read_at=None).count()
    assert client.post("/notices/read/", {"notice": chosen}).status_code == 302
    assert Notice.objects.filter(read_at=None).count() == before


def test_the_way_on_never_leads_elsewhere(client):
    response = client.post("/notices/read/", {"all": "1", "onward": "https://elsewhere.example/"})
    assert response["Location"] == "/notices/"


def test_bank_people_read_theirs_in_the_workbench(told, time_machine_stands):
    assert 'data-site="workbench"' in text_of(signed_in(told.clerk).get("/notices/"))
    assert 'data-site="console"' in text_of(signed_in(cases.officer()).get("/notices/"))


def test_visitors_have_no_inbox(client):
    client.logout()
    assert client.get("/notices/").status_code == 302
    assert client.post("/notices/read/", {"all": "1"}).status_code == 302
