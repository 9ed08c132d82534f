"""The whole job clicked by four people: firm clerk, bank clerk, bank approver, officer."""

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from kerong.cases.models import Case, TakeUp
from kerong.contracts.loans.models import Loan
from kerong.kernel import roles
from tests.browser.people import Somebody, somebody
from tests.build import cases as build
from tests.build import evidence, parties

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_need_is_published_taken_quoted_accepted_decided_paid_out_and_rated(
    browser: Browser, live_server: LiveServer
) -> None:
    build.hold_calendar(localdate().year, localdate().year + 1)
    firm, bank = parties.enterprise(), parties.institution()
    evidence.observe(firm, {"operating_revenue": "3860000000"})
    actors = (
        parties.actor(roles.FIRM_CLERK, enterprise=firm),
        build.clerk(bank),
        build.approver(bank),
        build.officer(),
    )
    owner, clerk, approver, officer = (
        somebody(browser, live_server.url, actor) for actor in actors
    )

    publish(owner)
    case = Case.objects.get()
    own = take_and_quote(clerk, case, firm.name)
    accept(owner, case)
    decide(clerk, approver, own)
    pay_out(clerk, own)
    rate(owner, case)

    case.refresh_from_db()
    assert case.state == Case.State.CLOSED
    officer.go(f"/console/needs/{case.no}/")
    assert officer.sees(bank.name)
    assert officer.sees(Loan.objects.get().no)
    for who in (owner, clerk, approver, officer):
        assert who.outside + who.errors == []


def publish(owner: Somebody) -> None:
    owner.go("/needs/new/")
    owner.fill(amount="300", term_months="12", words="订单增加，需要采购周转资金。")
    owner.page.locator("#main form button[type=submit], #main form .deeds button").first.click()
    owner.page.wait_for_url("**/needs/new/check/")
    owner.press("发布")
    owner.page.wait_for_url("**/needs/N*/")


def take_and_quote(clerk: Somebody, case: Case, firm: str) -> str:
    clerk.go("/workbench/")
    assert clerk.sees(case.no)
    assert not clerk.sees(firm)
    clerk.page.locator("article.need footer button").first.click()
    clerk.page.wait_for_url("**/take-ups/T*/")
    assert clerk.sees(firm)
    own = f"/workbench/take-ups/{TakeUp.objects.get().no}/"
    clerk.go(own + "contact/")
    clerk.fill(words="电话联系财务负责人，已核对用途")
    clerk.press("登记联系")
    clerk.go(own + "quote/")
    clerk.fill(rate="3.45", method="annuity", day_count="30/360")
    clerk.press("报价")
    assert clerk.sees("3.45%")
    return own


def accept(owner: Somebody, case: Case) -> None:
    owner.go(f"/needs/{case.no}/")
    assert owner.sees("3.45%")
    owner.page.locator("a[href*='/acceptance/']").first.click()
    owner.page.wait_for_url("**/acceptance/*/")
    owner.page.locator("#main form button").first.click()
    owner.page.wait_for_url(f"**/needs/{case.no}/")


def decide(clerk: Somebody, approver: Somebody, own: str) -> None:
    clerk.go(own + "credit/")
    clerk.fill(words="现金流稳定，同意授信。")
    clerk.press("提出授信")
    approver.go(own)
    approver.press("审批授信")
    approver.press("审批授信")
    assert approver.sees("授信已通过")


def pay_out(clerk: Somebody, own: str) -> None:
    clerk.go(own + "disbursement/")
    clerk.fill(reference="示例借字001")
    clerk.press("登记放款")
    assert clerk.sees(Loan.objects.get().no)


def rate(owner: Somebody, case: Case) -> None:
    owner.go(f"/needs/{case.no}/rating/")
    owner.page.locator("input[name=level][value='5']").check()
    owner.page.locator("#main form button").first.click()
    owner.page.wait_for_url(f"**/needs/{case.no}/")
