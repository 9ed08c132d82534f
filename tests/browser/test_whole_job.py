"""From the first computation to the rating, by four people at four browsers."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from kerong.cases.models import Case
from kerong.contracts.loans.models import Loan
from kerong.kernel import roles
from kerong.parties.models import Person
from kerong.trail.seal import seal
from kerong.trail.verify import verify
from tests.browser.seeing import Seen
from tests.build import cases, catalogue, evidence, parties

pytestmark = pytest.mark.django_db(transaction=True)
FIRM, BANK = "渝芯测试技术（示例）有限公司", "示例嘉陵银行"


@pytest.fixture
def people(tmp_path: Path) -> None:
    """A firm that is known, a bank with its product, an office; each person with a password."""
    year = timezone.now().year
    cases.hold_calendar(year - 1, year, year + 1)
    catalogue.published(tmp_path / "small-loan")
    firm, bank = parties.enterprise(FIRM), parties.institution(BANK)
    evidence.observe(firm, {"tax_paid": "100000000", "operating_revenue": "3860000000"})
    evidence.observe(firm, {"founded_on": "2020-03-01"}, source="market_registry")
    catalogue.on_shelf(catalogue.bank_people(bank))
    for login, role, place in (
        ("firm-clerk", roles.FIRM_CLERK, firm),
        ("bank-clerk", roles.INSTITUTION_CLERK, bank),
        ("bank-approver", roles.INSTITUTION_APPROVER, bank),
        ("officer", roles.OFFICER, parties.department()),
    ):
        parties.person(role, place, login=login, password=parties.PASSWORD)
    Person.objects.update(password_set_at=timezone.now())


@pytest.fixture
def seen(live_server: LiveServer) -> Iterator[Seen]:
    made = Seen(live_server.url)
    yield made
    assert not made.faults, "\n".join(made.faults)


def sign_in(page: Page, seen: Seen, login: str) -> None:
    seen.watch(page)
    page.goto(f"{seen.server}/accounts/login/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(parties.PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_load_state("networkidle")
    assert "/login/" not in page.url, page.locator("main").inner_text()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=re.compile(name)).first.click()


@pytest.mark.usefixtures("people")
def test_four_people_walk_the_whole_job(browser: Browser, seen: Seen) -> None:
    with ExitStack() as open_ones:

        def at_desk(login: str) -> Page:
            context = open_ones.enter_context(browser.new_context(locale="zh-CN"))
            page = context.new_page()
            sign_in(page, seen, login)
            return page

        firm, clerk = at_desk("firm-clerk"), at_desk("bank-clerk")
        approver, officer = at_desk("bank-approver"), at_desk("officer")
        no = publish_from_the_calculator(firm, seen)
        take_and_quote(clerk, seen, no)
        accept(firm, seen, no)
        decide(clerk, approver)
        pay_out(clerk)
        rate(firm, seen, no)
        officer.goto(f"{seen.server}/console/needs/{no}/")
        expect(officer.get_by_role("main")).to_contain_text(BANK)
        expect(officer.get_by_role("main")).to_contain_text(Loan.objects.get().no)
    assert Case.objects.get().state == Case.State.CLOSED
    seal(timezone.now())
    found = verify()
    assert (found.faults, found.unsealed) == ([], 0)


def publish_from_the_calculator(page: Page, seen: Seen) -> str:
    """Compute, order with one click, check, publish; the number of the need."""
    page.goto(f"{seen.server}/calculator/?f.is_overdue_now=false")
    expect(page.locator(".product").first).to_contain_text("100 万元")
    page.get_by_role("link", name="一键下单").first.click()
    page.get_by_label("补充说明").fill("采购测试机台，补充流动资金。")
    page.get_by_label("向全部机构公开").check()
    press(page, "核对内容")
    expect(page.locator(".summary")).to_contain_text("100 万元")
    press(page, "发布")
    expect(page.locator(".messages")).to_contain_text("已发布")
    return Case.objects.get().no


def take_and_quote(page: Page, seen: Seen, no: str) -> None:
    """The card is anonymous until taken; then the firm is known, contacted and quoted."""
    page.goto(f"{seen.server}/workbench/")
    card = page.locator(".n, article").filter(has_text=no).first
    expect(card).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text(FIRM)
    card.get_by_role("button", name=re.compile("抢单")).click()
    expect(page.locator("h1")).to_contain_text(FIRM)
    follow(page, "登记联系")
    page.get_by_role("textbox").first.fill("电话联系财务负责人，已核对用途")
    press(page, "登记联系")
    follow(page, "^报价$")
    page.locator("[name=amount]").fill("100")
    page.locator("[name=rate]").fill("3.45")
    page.locator("[name=term_months]").fill("12")
    page.locator("[name=method]").select_option("annuity")
    page.locator("[name=day_count]").select_option("30/360")
    page.locator("[name=security]").select_option("credit")
    valid = timezone.localdate() + timedelta(days=20)
    page.locator("[name=valid_until]").fill(valid.isoformat())
    page.get_by_role("main").locator("form button.btn:not(.quiet)").first.click()
    expect(page.locator(".messages")).to_contain_text("报价已提交")


def accept(page: Page, seen: Seen, no: str) -> None:
    page.goto(f"{seen.server}/needs/{no}/")
    expect(page.locator(".versus")).to_contain_text("3.45%")
    page.locator(".versus").get_by_role("link", name="选定").click()
    press(page, "选定这份报价")
    expect(page.locator(".messages")).to_contain_text("已选定报价")


def decide(clerk: Page, approver: Page) -> None:
    """One proposes, another approves; the proposer has no button for it."""
    clerk.reload()
    follow(clerk, "提出授信")
    clerk.locator("[name=words]").fill("经营稳定，现金流充足，同意按报价授信。")
    clerk.get_by_role("main").locator("form button.btn:not(.quiet)").first.click()
    expect(clerk.locator(".messages")).to_contain_text("待他人审批")
    expect(clerk.get_by_role("main").get_by_role("link", name="审批授信")).to_have_count(0)
    approver.goto(clerk.url)
    follow(approver, "审批授信")
    approver.get_by_role("main").locator("form button.btn:not(.quiet)").first.click()
    expect(approver.locator(".messages")).to_contain_text("授信已通过")


def pay_out(page: Page) -> None:
    page.reload()
    follow(page, "放款")
    page.locator("[name=disbursed_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=reference]").fill("示例借字 001")
    page.get_by_role("main").locator("form button.btn:not(.quiet)").first.click()
    page.wait_for_load_state("networkidle")
    assert Loan.objects.count() == 1


def rate(page: Page, seen: Seen, no: str) -> None:
    page.goto(f"{seen.server}/needs/{no}/")
    follow(page, "还款计划")
    expect(page.locator("table").first.locator("tbody tr")).to_have_count(12)
    page.goto(f"{seen.server}/needs/{no}/")
    follow(page, "评价服务")
    page.get_by_label("非常满意", exact=True).check()
    press(page, "提交评价")
    expect(page.locator(".messages")).to_contain_text("感谢评价")
