"""The main job over REST: the same acts, policies and faults as on the pages."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import localdate, now

from kerong.api.schemas.calculations import CalculationOut
from kerong.cases.models import Case
from kerong.kernel.actor import Actor
from kerong.parties.issue_api_token import issue_api_token
from tests.build import cases as build
from tests.build import catalogue, parties

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NEED = {
    "mode": "open",
    "amount_yuan": "3000000.00",
    "term_months": 12,
    "purpose": "working_capital",
    "security": "credit",
    "consent_categories": [1, 5, 14],
    "client_key": "order-1",
}
QUOTE = {
    "amount_yuan": "3000000.00",
    "annual_rate": "0.034500",
    "term_months": 12,
    "method": "annuity",
    "day_count": "30/360",
    "security": "credit",
    "valid_until": "2026-03-20",
    "fees": [{"name": "评估费", "when": "upfront", "amount_yuan": "8000.00"}],
}


class Caller:
    """A program with a token."""

    def __init__(self, actor: Actor | None) -> None:
        self.headers = {}
        if actor is not None:
            expires = localdate() + timedelta(days=30)
            token = issue_api_token(name="test", expires_on=expires, actor=actor, at=now())
            self.headers = {"Authorization": f"Bearer {token.text}"}

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        answer = Client().generic(
            method,
            f"/api/v1{path}",
            data=json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=self.headers,
        )
        return answer.status_code, answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        status, document = self.ask("POST", path, body)
        assert status in (200, 201), (path, document)
        return document

    def get(self, path: str) -> Any:
        status, document = self.ask("GET", path)
        assert status == 200, (path, document)
        return document


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    build.hold_calendar(2026, 2027)
    with time_machine.travel(build.FRIDAY, tick=False):
        yield


def test_the_whole_job_over_the_api() -> None:
    bank = parties.institution()
    firm, clerk, approver = (
        Caller(actor) for actor in (build.firm(), build.clerk(bank), build.approver(bank))
    )

    need = firm.post("/needs", NEED)
    assert firm.post("/needs", NEED)["no"] == need["no"]
    assert [card["no"] for card in clerk.get("/needs/open")["needs"]] == [need["no"]]

    take_up = clerk.post(f"/needs/{need['no']}/take-ups")["no"]
    clerk.post(f"/take-ups/{take_up}/contact", {"words": "电话联系财务负责人"})
    quote = clerk.post(f"/take-ups/{take_up}/quotes", QUOTE)
    assert (quote["annual_rate"], quote["fees_yuan"]) == ("0.034500", "8000.00")
    assert quote["all_in"] > quote["apr"]

    shown = firm.get(f"/needs/{need['no']}")
    assert [each["id"] for each in shown["quotes"]] == [quote["id"]]
    firm.post(f"/needs/{need['no']}/acceptance", {"quote_id": quote["id"]})

    credit = {
        "amount_yuan": "3000000.00",
        "annual_rate": "0.0345",
        "words": "现金流稳定，同意授信三百万元。",
    }
    assert clerk.post(f"/take-ups/{take_up}/credit-proposal", credit)["approved"] is False
    assert approver.post(f"/take-ups/{take_up}/credit-approval")["approved"] is True
    payout = {"disbursed_on": "2026-03-06", "amount_yuan": "3000000.00", "reference": "借字1"}
    payout["contract_on"] = "2026-03-05"
    loan = clerk.post(f"/take-ups/{take_up}/disbursement", payout)
    assert clerk.post(f"/take-ups/{take_up}/disbursement", payout) == loan

    plan = firm.get(f"/loans/{loan['no']}")
    assert (len(plan["instalments"]), plan["instalments"][-1]["balance_yuan"]) == (12, "0.00")
    assert [each["no"] for each in clerk.get("/loans")["loans"]] == [loan["no"]]
    assert firm.post(f"/needs/{need['no']}/rating", {"level": 5})["level"] == 5
    assert Case.objects.get().state == Case.State.CLOSED
    assert firm.get(f"/needs/{need['no']}")["loan"] == loan["no"]


def test_a_taken_place_is_a_conflict_with_code_and_words() -> None:
    told = build.story("taken")
    Case.objects.filter(pk=told.case.pk).update(taken=3)

    status, document = Caller(build.clerk()).ask("POST", f"/needs/{told.case.no}/take-ups")

    assert status == 409
    assert document["error"]["code"] == "case.no_place_free"
    assert document["error"]["message"]


def test_without_a_token_there_is_nothing_but_calculations() -> None:
    nobody = Caller(None)

    assert nobody.ask("GET", "/needs")[0] == 403
    assert nobody.ask("POST", "/calculations", {"facts": {}})[0] == 200


def test_a_foreign_need_answers_as_an_absent_one() -> None:
    told = build.story("open")
    stranger = Caller(build.firm())

    foreign = stranger.ask("GET", f"/needs/{told.case.no}")
    absent = stranger.ask("GET", "/needs/N2026-999999")

    assert foreign[0] == absent[0] == 404
    assert foreign[1]["error"]["code"] == absent[1]["error"]["code"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"amount_yuan": "3e6"}, "amount_yuan"),
        ({"amount_yuan": "1.005"}, "amount_yuan"),
        ({"amount_yuan": 3000000}, "amount_yuan"),
        ({"term_months": 0}, "term_months"),
        ({"purpose": "casino"}, "purpose"),
        ({"consent_categories": [33]}, "consent_categories"),
        ({"consent_categories": []}, "consent_categories"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(changed: dict[str, Any], field: str) -> None:
    status, document = Caller(build.firm()).ask("POST", "/needs", NEED | changed)

    assert status == 400
    assert field in document["error"]["facts"]["field"]
    assert not Case.objects.exists()


def test_the_openapi_document_is_the_committed_one() -> None:
    """A changed endpoint shows in review; `python -m kerong.config.openapi` writes it anew."""
    from kerong.config.openapi import FILE, text

    assert FILE.read_text(encoding="utf-8") == text()


def test_every_operation_documents_its_refusals() -> None:
    document = Client().get("/api/v1/openapi.json").json()

    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert {"400", "403", "404", "409", "422"} <= set(operation["responses"]), (
                path,
                method,
            )


def test_the_calculation_answers_as_its_schema_says(tmp_path: Path) -> None:
    """The document is sent as built, past the schema; here the schema reads it back."""
    catalogue.published(tmp_path / "pack")
    catalogue.on_shelf()
    facts = {"tax_paid": "300000.00", "years_since_founding": 9, "founded_on": "2024-01-01"}

    document = Caller(None).post("/calculations?on=2026-11-21", {"facts": facts})

    read = CalculationOut.model_validate(document)
    assert [result.outcome for result in read.results] == [document["results"][0]["outcome"]]
    assert read.overrides[0].fact == "years_since_founding"


def test_both_sides_speak_attach_and_answer_in_the_thread() -> None:
    told = build.story("contacted")
    firm, clerk = Caller(told.firm), Caller(told.clerk)
    own = f"/take-ups/{told.take_up.no}"

    clerk.post(f"{own}/messages", {"words": "请补充近三年财务报表。"})
    clerk.post(f"{own}/call", {"papers": ["近三年财务报表"], "words": "一次补齐"})
    paper = {"title": "财务报表", "name": "报表.txt", "content": "MjAyNQ=="}
    kept = firm.post(f"{own}/papers", paper)["papers"][0]
    thread = firm.post(f"{own}/call-answer", {"words": "已上传"})

    assert thread["call"]["answer"] == "已上传"
    assert [message["side"] for message in thread["messages"]] == ["institution"]
    status, _ = Caller(build.clerk()).ask("GET", f"{own}/thread")
    assert status == 404
    headers = clerk.headers
    file = Client().get(f"/api/v1{own}/papers/{kept['id']}", headers=headers)
    assert file.content == b"2025"
    assert clerk.get("/take-ups?stage=contacted")["total"] == 1


def test_a_file_that_is_not_base64_is_named() -> None:
    told = build.story("contacted")
    paper = {"title": "财务报表", "name": "报表.txt", "content": "§§§"}

    status, document = Caller(told.firm).ask("POST", f"/take-ups/{told.take_up.no}/papers", paper)

    assert (status, document["error"]["facts"]["field"]) == (400, "content")


def test_a_need_is_amended_while_nobody_holds_it() -> None:
    told = build.story("open")
    changed = {key: value for key, value in NEED.items() if key != "client_key"}

    amended = Caller(told.firm).ask(
        "PUT", f"/needs/{told.case.no}", changed | {"amount_yuan": "2000000.00"}
    )

    assert (amended[0], amended[1]["amount_yuan"]) == (200, "2000000.00")
