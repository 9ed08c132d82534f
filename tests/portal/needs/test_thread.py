"""The firm's side of a take-up: messages, papers, the answer to a call for papers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kerong.cases.ask_papers import ask_papers
from kerong.cases.models import Message, Paper, PaperRequest
from kerong.cases.withdraw_need import withdraw_need
from tests.build import cases
from tests.build.web import signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("calendar", "standing_still"),
]
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def told():
    return cases.story("contacted")


@pytest.fixture
def client(told):
    return signed_in(told.firm)


@pytest.fixture
def url(told):
    return f"/take-ups/{told.take_up.no}/"


def test_the_thread_says_who_sees_it(client, url, told):
    said = text_of(client.get(url))
    assert told.take_up.institution.name in said
    assert "仅您与该机构可见" in said
    assert "还没有留言。" in said


def test_a_message_is_sent_and_shown_as_it_was_typed(client, url):
    response = client.post(f"{url}messages/", {"words": "请问利率<b>可降</b>吗？"})
    assert response["Location"] == url
    assert Message.objects.get().side == "firm"
    said = text_of(client.get(url))
    assert "请问利率&lt;b&gt;可降&lt;/b&gt;吗？" in said


def test_an_empty_message_is_refused_at_its_field(client, url):
    response = client.post(f"{url}messages/", {"words": "  "})
    assert response.status_code == 400
    assert '<a href="#message_words">' in text_of(response)


def test_a_paper_is_attached_and_given_back_as_something_to_keep(client, url):
    file = SimpleUploadedFile("审计 报告.pdf", PDF, "application/pdf")
    assert client.post(f"{url}papers/", {"title": "审计报告", "file": file}).status_code == 302
    paper = Paper.objects.get()
    response = client.get(f"{url}papers/{paper.pk}/")
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_not_what_it_says_is_refused_in_words(client, url):
    file = SimpleUploadedFile("report.pdf", b"MZ\x90\x00 not a pdf at all", "application/pdf")
    response = client.post(f"{url}papers/", {"title": "报告", "file": file})
    assert response.status_code in (400, 422)
    assert "document." in text_of(response)
    assert not Paper.objects.exists()


def test_a_call_for_papers_stands_on_top_and_is_answered_once(client, url, told):
    ask_papers(
        actor=told.clerk,
        take_up_no=told.take_up.no,
        papers=("纳税申报表",),
        words="请补充最近一期",
        at=told.at,
    )
    said = text_of(client.get(url))
    assert "机构请您补充材料" in said and "纳税申报表" in said
    assert client.post(f"{url}answer/", {"words": "已上传"}).status_code == 302
    assert PaperRequest.objects.get().answer_words == "已上传"
    assert client.post(f"{url}answer/", {"words": "再答一次"}).status_code == 409


def test_after_the_end_nothing_more_is_said(client, url, told):
    withdraw_need(
        actor=told.firm,
        case_no=told.case.no,
        words="已自筹资金",
        at=told.at + timedelta(minutes=1),
    )
    assert "message_words" not in text_of(client.get(url))
    assert client.post(f"{url}messages/", {"words": "还在吗"}).status_code == 409


def test_another_firm_and_the_bank_itself_do_not_read_it_here(told, url):
    assert signed_in(cases.firm()).get(url).status_code == 404
    assert signed_in(told.clerk).get(url).status_code == 403
    assert signed_in(cases.firm()).post(f"{url}messages/", {"words": "你好"}).status_code == 404
