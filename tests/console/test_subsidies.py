"""Subsidies at the office: budgets with what is left, paying, taking back, runs by two people."""

from datetime import date, datetime

import pytest
import time_machine

from kerong.contracts.subsidies.models import Budget, ClawBack, InterestRun, Payout, Subsidy
from kerong.kernel import roles
from tests.build import cases, loans, parties, subsidies
from tests.build.cases import CHINA, WAN
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 8, 10, 0, tzinfo=CHINA)


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def desk():
    subsidies.budget()
    with time_machine.travel(NOW, tick=False):
        yield signed_in(cases.officer())


def held(**fields) -> Subsidy:
    return subsidies.awarded(subsidies.award(subsidies.payee(), **fields))


def test_a_budget_shows_what_it_was_given_holds_and_has_left(desk):
    held()

    whole = text_of(desk.get("/console/budgets/"))

    for figure in ("¥10,000,000.00", "¥300,000.00", "¥9,700,000.00"):
        assert figure in whole
    assert 'value="970000000"' in whole
    assert "智能化改造补助" in text_of(desk.get("/console/budgets/upgrading-2026/"))


def test_a_budget_is_opened_and_topped_up_once_however_often_it_is_sent(desk):
    opened = desk.post(
        "/console/budgets/new/",
        {
            "key": "listing",
            "year": "2026",
            "title": "上市奖励",
            "amount_fen": "500",
            "mode": "first_come",
            "basis": "财预〔2026〕1号",
        },
    )
    assert opened.status_code == 302
    more = {"amount_fen": "100", "words": "财预〔2026〕9号", "client_key": "same"}
    for _ in range(2):
        assert desk.post("/console/budgets/listing-2026/top-up/", more).status_code == 302

    budget = Budget.objects.get(key="listing")
    assert [row.amount_fen for row in budget.appropriations.all()] == [500 * WAN, 100 * WAN]
    assert desk.post("/console/budgets/new/", {"key": "x"}).status_code == 400


def test_the_list_is_searched_narrowed_and_taken_as_a_file(desk):
    subsidy = held()
    other = held(matter="project:P-2")

    found = text_of(desk.get(f"/console/subsidies/?q={subsidy.no}"))
    assert subsidy.no in found and other.no not in found
    assert subsidy.no in text_of(desk.get("/console/subsidies/?state=held&budget=upgrading-2026"))
    assert subsidy.no not in text_of(desk.get("/console/subsidies/?state=paid"))
    assert "300000.00" in text_of(desk.get("/console/subsidies/?export=csv")).replace(",", "")


def test_ordered_from_its_page_and_a_second_time_refused(desk):
    subsidy = held()
    order = f"/console/subsidies/{subsidy.no}/order/"

    assert desk.post(order, {"part": "whole"}).status_code == 302
    again = desk.post(order, {"part": "whole"})

    assert (again.status_code, Payout.objects.count()) == (422, 1)
    assert "subsidy.nothing_left" in text_of(again)


def test_all_that_a_budget_holds_is_ordered_at_once(desk):
    for _ in range(3):
        held()

    assert desk.post("/console/budgets/upgrading-2026/orders/").status_code == 302

    assert Payout.objects.count() == 3
    assert set(Subsidy.objects.values_list("state", flat=True)) == {"ordered"}
    assert desk.post("/console/budgets/upgrading-2026/orders/").status_code == 302
    assert Payout.objects.count() == 3


def test_taken_back_from_its_page_and_received(desk):
    subsidy = subsidies.paid(held())
    back = {
        "event": "misuse",
        "event_on": "2026-04-07",
        "amount_fen": "1000",
        "words": "资金未用于项目",
        "client_key": "k",
    }
    page = f"/console/subsidies/{subsidy.no}/"
    assert desk.post(f"{page}claw-back/", back).status_code == 302
    row = ClawBack.objects.get()
    receipt = {"amount_fen": "1000", "received_on": "2026-04-08", "bank_no": "SK-1"}
    assert desk.post(f"/console/claw-backs/{row.no}/receipt/", receipt).status_code == 302

    row.refresh_from_db()
    assert row.state == "closed"
    assert row.no in text_of(desk.get(page))
    wrong = desk.post(f"/console/claw-backs/{row.no}/receipt/", receipt | {"bank_no": "SK-2"})
    assert (wrong.status_code, "subsidy.too_much_back" in text_of(wrong)) == (422, True)


def test_a_run_is_drafted_reviewed_and_approved_by_another(desk):
    subsidies.budget("interest", title="贷款贴息")
    held_loan = loans.loan(
        principal_fen=100 * WAN,
        method="interest-first",
        day_count="act/365",
        disbursed_on=date(2026, 1, 10),
        firm=subsidies.payee(),
    )
    loans.report(held_loan, "repayment", "2026-02-10", at=NOW, interest_fen=2_930_00)
    draft = {
        "programme": "national_2026",
        "clause": "example-interest",
        "budget": "interest-2026",
        "from_on": "2026-01-01",
        "to_on": "2026-04-01",
    }
    assert desk.post("/console/interest-runs/new/", draft).status_code == 302
    run = InterestRun.objects.get()
    page = f"/console/interest-runs/{run.no}/"
    shown = text_of(desk.get(f"{page}?line=1"))
    assert held_loan.no in shown and "金额计算过程" in shown and "条款未核实" in shown
    assert desk.post(f"{page}submission/").status_code == 302
    run.refresh_from_db()

    own = desk.post(f"{page}approval/", {"digest": run.digest})
    assert "subsidy.same_person" in text_of(own)
    other = signed_in(parties.actor(roles.OFFICER, department=parties.department()))
    assert other.post(f"{page}approval/", {"digest": run.digest}).status_code == 302

    subsidy = Subsidy.objects.get(loan=held_loan)
    assert subsidy.no in text_of(desk.get(page))
    assert "金额计算过程" in text_of(desk.get(f"/console/subsidies/{subsidy.no}/"))


def test_an_auditor_reads_and_is_offered_nothing(desk):
    subsidy = held()
    auditor = signed_in(parties.actor(roles.AUDITOR))

    page = auditor.get(f"/console/subsidies/{subsidy.no}/")

    assert (page.status_code, "subsidy-order" in text_of(page)) == (200, False)
    assert f"/console/subsidies/{subsidy.no}/order/" not in text_of(page)
    assert auditor.get("/console/budgets/upgrading-2026/").status_code == 200
