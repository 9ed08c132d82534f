"""Subsidies at the office: budgets with what is left, paying, taking back, runs by two people."""

from datetime import date, datetime

import pytest
import time_machine

from kerong.contracts.subsidies.models import (
    Budget,
    BudgetProposal,
    ClawBack,
    ClawBackReceipt,
    Distribution,
    InterestRun,
    OpenReview,
    Payout,
    Subsidy,
)
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


@pytest.fixture
def chief(desk):
    """Another officer at the same desk."""
    return signed_in(parties.actor(roles.OFFICER, department=parties.department()))


def held(**fields) -> Subsidy:
    return subsidies.awarded(subsidies.award(subsidies.payee(), **fields))


def test_a_budget_shows_what_it_was_given_holds_and_has_left(desk):
    held()

    whole = text_of(desk.get("/console/budgets/"))

    for figure in ("¥10,000,000.00", "¥300,000.00", "¥9,700,000.00"):
        assert figure in whole
    assert 'value="970000000"' in whole
    assert "智能化改造补助" in text_of(desk.get("/console/budgets/upgrading-2026/"))


def test_a_budget_is_proposed_by_one_and_approved_by_another_and_so_is_more_money(desk, chief):
    asked = {
        "key": "listing",
        "year": "2026",
        "title": "上市奖励",
        "amount_fen": "500",
        "mode": "first_come",
        "basis": "财预〔2026〕1号",
        "client_key": "once",
    }
    for _ in range(2):
        assert desk.post("/console/budgets/new/", asked).status_code == 302
    opening = BudgetProposal.objects.get(state="asked")
    agree = f"/console/budget-proposals/{opening.pk}/approval/"
    own = text_of(desk.get("/console/budgets/"))
    assert "上市奖励" in own and agree not in own
    assert "subsidy.same_person" in text_of(desk.post(agree))
    assert agree in text_of(chief.get("/console/budgets/"))

    assert chief.post(agree).status_code == 302
    more = {"amount_fen": "100", "words": "财预〔2026〕9号", "client_key": "same"}
    for _ in range(2):
        assert desk.post("/console/budgets/listing-2026/top-up/", more).status_code == 302
    waits = BudgetProposal.objects.get(kind="top_up")
    assert "财预〔2026〕9号" in text_of(chief.get("/console/budgets/listing-2026/"))
    assert chief.post(f"/console/budget-proposals/{waits.pk}/approval/").status_code == 302

    budget = Budget.objects.get(key="listing")
    assert [row.amount_fen for row in budget.appropriations.all()] == [500 * WAN, 100 * WAN]
    assert desk.post("/console/budgets/new/", {"key": "x"}).status_code == 400


def test_a_proposal_sent_back_shows_its_words(desk, chief):
    more = {"amount_fen": "100", "words": "财预〔2026〕9号", "client_key": "same"}
    desk.post("/console/budgets/upgrading-2026/top-up/", more)
    back = f"/console/budget-proposals/{BudgetProposal.objects.get(state='asked').pk}/return/"
    assert chief.post(back, {"words": "短"}).status_code == 400
    assert chief.post(back, {"words": "文号有误，请核对"}).status_code == 302

    for page in ("/console/budgets/", "/console/budgets/upgrading-2026/"):
        assert "文号有误，请核对" in text_of(desk.get(page))


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


def test_a_waiver_is_asked_for_sent_back_and_shown_with_its_words(desk, chief):
    subsidy = subsidies.paid(held())
    back = {"event": "misuse", "event_on": "2026-04-07", "amount_fen": "1000"}
    page = f"/console/subsidies/{subsidy.no}/"
    desk.post(f"{page}claw-back/", back | {"words": "资金未用于项目", "client_key": "k"})
    row = ClawBack.objects.get()
    part = {"amount_fen": "400", "received_on": "2026-04-08", "bank_no": "SK-1"}
    desk.post(f"/console/claw-backs/{row.no}/receipt/", part | {"receipt_fen": "500"})
    assert ClawBackReceipt.objects.get().left_fen == 100_00
    assert "SK-1" in text_of(desk.get(page))
    asked = {"words": "企业已破产清算，无可供执行财产"}
    assert desk.post(f"/console/claw-backs/{row.no}/waiver/", asked).status_code == 302
    row.refresh_from_db()
    assert f"/console/claw-backs/{row.no}/waiver/approval/" not in text_of(desk.get(page))
    assert f"/console/claw-backs/{row.no}/waiver/approval/" in text_of(chief.get(page))

    said = {"asked_at": row.waiver_asked_at.isoformat(), "words": "清算尚未终结"}
    assert chief.post(f"/console/claw-backs/{row.no}/waiver/return/", said).status_code == 302

    assert "清算尚未终结" in text_of(desk.get(page))
    row.refresh_from_db()
    assert row.waiver_asked_at is None


def test_a_review_that_could_not_be_made_stands_on_the_list_and_on_the_subsidy(desk):
    subsidy = held()
    OpenReview.objects.create(
        reference="overdue:x",
        subsidy=subsidy,
        event_on=date(2026, 4, 1),
        code="lpr.not_held",
        why_zh="缺 2026 年 3 月的 LPR。",
        why_en="The LPR of March 2026 is missing.",
        found_at=NOW,
        tried_at=NOW,
    )
    for page in ("/console/subsidies/", f"/console/subsidies/{subsidy.no}/"):
        assert "缺 2026 年 3 月的 LPR。" in text_of(desk.get(page))


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


def test_a_waiver_is_approved_by_the_second_person_who_saw_it(desk, chief):
    subsidy = subsidies.paid(held())
    back = {"event": "misuse", "event_on": "2026-04-07", "amount_fen": "300"}
    own = f"/console/subsidies/{subsidy.no}/"
    desk.post(f"{own}claw-back/", back | {"words": "资金未用于项目", "client_key": "k"})
    row = ClawBack.objects.get()
    steps = f"/console/claw-backs/{row.no}/"
    desk.post(f"{steps}waiver/", {"words": "企业已破产清算，无可供执行财产"})
    row.refresh_from_db()
    seen = {"asked_at": row.waiver_asked_at.isoformat(), "left_fen": 300_00}
    assert desk.post(f"{steps}waiver/approval/", seen).status_code == 422
    assert chief.post(f"{steps}waiver/approval/", seen).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.left_fen) == ("closed", 0)


def test_what_waits_for_a_short_budget_is_shared_out_by_two(desk, chief):
    subsidies.budget("shared", amount_fen=10 * WAN, mode="pro_rata")
    for _ in range(2):
        subsidies.awarded(subsidies.award(budget="shared-2026", amount_fen=10 * WAN))
    own = "/console/budgets/shared-2026/"
    assert desk.post(f"{own}distribution/").status_code == 302
    row = Distribution.objects.get()
    seen, steps = {"digest": row.digest}, f"/console/distributions/{row.pk}/"
    assert f"{steps}approval/" in text_of(chief.get(own))
    assert chief.post(f"{steps}return/", {"words": "请核对申请人"}).status_code == 302
    assert desk.post(f"{own}distribution/").status_code == 302
    row = Distribution.objects.get(state="asked")
    seen, steps = {"digest": row.digest}, f"/console/distributions/{row.pk}/"
    assert desk.post(f"{steps}approval/", seen).status_code == 422
    assert chief.post(f"{steps}approval/", seen).status_code == 302
    granted = Subsidy.objects.filter(budget__key="shared").values_list("granted_fen", flat=True)
    assert list(granted) == [5 * WAN, 5 * WAN]


def test_a_subsidy_in_kind_is_delivered_and_one_not_paid_yet_is_called_off(desk):
    given = held(form="in_kind")
    own = f"/console/subsidies/{given.no}/"
    assert f"{own}delivery/" in text_of(desk.get(own))
    proof = {"delivered_on": "2026-04-07", "proof": "签收单 7 号", "amount_fen": "300000"}
    assert desk.post(f"{own}delivery/", {}).status_code == 400
    assert desk.post(f"{own}delivery/", proof).status_code == 302
    assert "签收单 7 号" in text_of(desk.get(own))

    other = held(matter="project:智能化改造二期")
    own = f"/console/subsidies/{other.no}/"
    assert desk.post(f"{own}cancellation/", {"words": ""}).status_code == 400
    assert desk.post(f"{own}cancellation/", {"words": "企业书面放弃"}).status_code == 302
    other.refresh_from_db()
    assert other.state == "cancelled"
