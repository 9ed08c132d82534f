"""A firm's own system applies for a policy and follows it; its office's system reads the queue."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from kerong.cases.applications.accept_application import accept_application
from kerong.cases.applications.correct import ask_correction
from kerong.cases.models import Application
from kerong.kernel import roles
from kerong.parties.models import Enterprise
from tests.api.test_main_job import Caller
from tests.build import applications, cases, documents, parties
from tests.build.applications import FRIDAY, REWARD, Opened, Story, begin
from tests.cases.applications.conftest import opened as opened

pytestmark = pytest.mark.django_db

DRAFT = {"clause": REWARD, "words": "已取得证书。", "client_key": "erp-2026-17"}


@pytest.fixture
def told(opened: Opened) -> Iterator[Story]:
    applications.world()
    with time_machine.travel(FRIDAY.replace(hour=15), tick=False):
        yield begin()


def drafted(firm: Caller, **fields: Any) -> Any:
    return firm.post("/applications", DRAFT | fields)


def firm_name(told: Story) -> str:
    return Enterprise.objects.get(pk=told.firm.enterprise_id).name


def sent(told: Story) -> tuple[Caller, str]:
    firm = Caller(told.firm)
    no: str = drafted(firm)["no"]
    firm.post(f"/applications/{no}/submission")
    return firm, no


def test_a_draft_called_for_twice_is_one_and_takes_the_later_words(told: Story) -> None:
    firm = Caller(told.firm)
    first = drafted(firm)
    again = drafted(firm, words="补充说明。")

    assert (first["no"], first["state"]) == (again["no"], "draft")
    assert again["words"] == "补充说明。"
    assert again["can"] == ["submission", "withdrawal", "papers"]
    assert again["title"] == {"zh": "新引进高企奖励", "en": "Newly attracted HNTE"}
    assert [each["no"] for each in firm.get("/applications")["applications"]] == [first["no"]]
    assert Application.objects.count() == 1


def test_sent_twice_it_is_one_application_with_its_amount_and_its_life(told: Story) -> None:
    firm, no = sent(told)
    again = firm.post(f"/applications/{no}/submission")

    assert (again["state"], again["amount_yuan"]) == ("submitted", "300000.00")
    assert again["submitted_at"] == "2026-03-06T15:00:00+08:00"
    done = [(step["step"], step["who"]) for step in again["timeline"] if step["at"]]
    assert done == [("started", "firm"), ("submitted", "firm")]
    assert again["timeline"][-1]["step"] == "accept"
    assert again["timeline"][-1]["due_on"] == again["due_on"]
    status, refusal = firm.ask("POST", "/applications", {"clause": REWARD})
    assert status == 201
    status, refusal = firm.ask("POST", f"/applications/{refusal['no']}/submission")
    assert (status, refusal["error"]["facts"]["other"]) == (409, no)


def test_withdrawn_it_may_be_made_again(told: Story) -> None:
    firm, no = sent(told)
    gone = firm.post(f"/applications/{no}/withdrawal", {"words": "资料有误"})

    assert (gone["state"], gone["end_words"], gone["can"]) == ("withdrawn", "资料有误", [])
    assert firm.ask("POST", f"/applications/{no}/withdrawal", {"words": "再次"})[0] == 409
    other = drafted(firm, client_key="erp-2026-18")
    assert other["no"] != no


def test_the_one_call_for_papers_is_read_and_answered(told: Story) -> None:
    firm, no = sent(told)
    ask_correction(actor=told.officer, no=no, items=["证书扫描件"], words="", at=told.at)
    called = firm.get(f"/applications/{no}")
    assert called["correction"] | {"due_on": ""} == {
        "items": ["证书扫描件"],
        "words": "",
        "due_on": "",
        "answer": None,
    }
    assert called["can"] == ["withdrawal", "papers", "correction"]
    path = f"/applications/{no}/papers"
    pdf = base64.b64encode(documents.ACCEPTED["a.pdf"][0]).decode()
    body = {"title": "证书", "name": "a.pdf", "content": pdf}
    (paper,) = firm.post(path, body)["papers"]
    assert (paper["title"], paper["name"]) == ("证书", "a.pdf")
    assert firm.ask("POST", path, body | {"content": "不是"})[0] == 400
    answered = firm.post(f"/applications/{no}/correction", {"words": "已补齐"})
    assert (answered["state"], answered["correction"]["answer"]) == ("submitted", "已补齐")


def test_the_office_reads_its_queue_and_opinions_the_firm_does_not(told: Story) -> None:
    firm, no = sent(told)
    accept_application(actor=told.officer, no=no, at=told.at)
    office, reviewer = Caller(told.officer), Caller(told.reviewer)

    for asked in ("", "?state=mine", "?state=accepted", f"?find={no[-6:]}"):
        found = reviewer.get(f"/application-queue{asked}")
        assert [(row["no"], row["firm"]) for row in found["applications"]] == [
            (no, firm_name(told))
        ], asked
    assert office.get("/application-queue?state=approved")["total"] == 0
    seen = office.get(f"/applications/{no}")
    assert {each["office"] for each in seen["opinions"]} == {told.lead.name, told.other.name}
    assert seen["can"] == []
    assert firm.get(f"/applications/{no}")["opinions"] == []
    assert firm.ask("GET", "/application-queue")[0] == 403
    assert office.ask("GET", "/application-queue?state=draft")[0] == 400


def test_what_is_not_the_callers_is_not_there(told: Story) -> None:
    _, no = sent(told)
    elsewhere = Caller(applications.officer(parties.department()))
    stranger = Caller(cases.firm())
    auditor = Caller(parties.actor(roles.AUDITOR))

    for caller in (elsewhere, stranger):
        assert caller.ask("GET", f"/applications/{no}")[0] == 404
    assert stranger.ask("POST", f"/applications/{no}/submission")[0] == 404
    assert stranger.get("/applications")["total"] == 0
    assert auditor.get(f"/applications/{no}")["no"] == no
    assert auditor.get("/application-queue?state=all")["total"] == 1


def test_only_a_grant_nobody_applied_for_is_answered(told: Story) -> None:
    firm, no = sent(told)
    status, refusal = firm.ask("POST", f"/applications/{no}/reply", {"reply": "agreed"})

    assert (status, refusal["error"]["code"]) == (409, "application.wrong_state")
