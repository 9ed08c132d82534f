"""Every page, as each role opens it: at 1440 px in Chinese, at 390 px in English."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from kerong.kernel.actor import Actor
from tests.browser.seeing import PHONE, WIDE, Seen, reader
from tests.browser.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = (
    "/",
    "/calculator/",
    "/calculator/?f.tax_paid=10&f.founded_on=2020-03-01&f.is_overdue_now=false",
    "/products/",
    "/products/?q=nothing",
    "/products/compare/",
    "/policies/",
    "/policies/?q=nothing",
    "/policies/mine/",
    "/accounts/login/",
    "/accounts/register/",
    "/accounts/password/reset/",
)


def visitor_pages(world: World) -> list[str]:
    return [*PUBLIC, f"/products/{world.product}/", "/policies/PC001/"]


def firm_pages(world: World) -> list[str]:
    told = world.told
    quoted, paid, open_one = told["quoted"], told["disbursed"], told["open"]
    return [
        "/",
        "/calculator/",
        "/calculator/?f.tax_paid=1&f.insured_staff=abc",
        f"/products/compare/?with={world.product}",
        "/policies/PC002/",
        "/policies/mine/?chip=unknown&f.has_share_reform=true",
        "/needs/",
        "/needs/new/",
        f"/needs/new/?listing={world.product}",
        *(f"/needs/{story.case.no}/" for story in told.values()),
        f"/needs/{open_one.case.no}/amendment/",
        f"/needs/{open_one.case.no}/withdrawal/",
        f"/needs/{quoted.case.no}/acceptance/{quoted.quote.pk}/",
        f"/needs/{paid.case.no}/rating/",
        f"/take-ups/{quoted.take_up.no}/",
        "/loans/",
        f"/loans/{paid.loan.no}/",
        f"/loans/{paid.loan.no}/requests/renewal/",
        "/profile/",
        "/profile/imports/",
        "/profile/consents/",
        "/profile/consents/new/",
        f"/profile/consents/{world.consent}/",
        "/notices/",
        "/accounts/home/",
        "/accounts/home/tokens/",
        "/accounts/firm/people/",
        "/accounts/choose/",
    ]


def bank_pages(world: World) -> list[str]:
    told = world.told
    desk = "/workbench/take-ups"
    return [
        "/workbench/",
        f"/workbench/needs/{told['open'].case.no}/",
        f"{desk}/",
        *(f"{desk}/{story.take_up.no}/" for story in told.values() if story.take_up),
        f"{desk}/{told['contacted'].take_up.no}/firm/",
        f"{desk}/{told['taken'].take_up.no}/contact/",
        f"{desk}/{told['taken'].take_up.no}/refusal/",
        f"{desk}/{told['contacted'].take_up.no}/quote/",
        f"{desk}/{told['contacted'].take_up.no}/papers-wanted/",
        f"{desk}/{told['accepted'].take_up.no}/credit/",
        f"{desk}/{told['proposed'].take_up.no}/approval/",
        f"{desk}/{told['proposed'].take_up.no}/return/",
        f"{desk}/{told['credited'].take_up.no}/disbursement/",
        f"{desk}/{told['disbursed'].take_up.no}/rating-answer/",
        "/workbench/loans/",
        f"/workbench/loans/{told['disbursed'].loan.no}/",
        f"/workbench/loans/{told['disbursed'].loan.no}/reports/early_repayment/",
        "/workbench/loans/requests/",
        "/workbench/loans/import/",
        "/workbench/listings/",
        "/workbench/listings/new/",
        "/workbench/listings/import/",
        "/workbench/listings/new/small-loan/",
        f"/workbench/listings/{world.product}/",
        f"/workbench/listings/{world.product}/change/",
        "/notices/",
        "/accounts/institution/people/",
    ]


def officer_pages(world: World) -> list[str]:
    return [
        "/console/",
        "/console/wall/",
        f"/console/needs/{world.told['open'].case.no}/",
        f"/console/needs/{world.told['disbursed'].case.no}/",
        "/console/loans/",
        f"/console/loans/{world.told['disbursed'].loan.no}/",
        "/console/imports/",
        "/console/imports/new/",
        "/accounts/institutions/",
        "/notices/",
    ]


def operator_pages(world: World) -> list[str]:
    return [
        "/console/upkeep/",
        "/console/trail/",
        "/accounts/people/",
        "/accounts/people/invite/",
        "/accounts/institutions/new/",
        "/accounts/claims/",
        "/style/",
        "/style/?frame=workbench",
    ]


ROLES: dict[str, tuple[Callable[[World], Actor | None], Callable[[World], list[str]]]] = {
    "visitor": (lambda world: None, visitor_pages),
    "firm": (lambda world: world.owner, firm_pages),
    "bank": (lambda world: world.approver, bank_pages),
    "officer": (lambda world: world.officer, officer_pages),
    "operator": (lambda world: world.operator, operator_pages),
}


LOOKS = {"phone-en": (PHONE, "en"), "wide-zh": (WIDE, "zh-hans")}
# What the fast lane looks at; the slow one takes the other look of each role too.
FIRST = {
    "visitor": "phone-en",
    "firm": "phone-en",
    "bank": "wide-zh",
    "officer": "wide-zh",
    "operator": "phone-en",
}
EVERY = [
    pytest.param(role, look, marks=[] if FIRST[role] == look else pytest.mark.slow)
    for role in ROLES
    for look in LOOKS
]


@pytest.mark.parametrize(("role", "look"), EVERY)
def test_every_page_is_whole(
    browser: Browser,
    live_server: LiveServer,
    tmp_path: Path,
    role: str,
    look: str,
) -> None:
    world = build_world(tmp_path)
    (size, language), (who, pages) = LOOKS[look], ROLES[role]
    seen = Seen(live_server.url)
    with reader(browser, live_server.url, who(world), size=size, language=language) as context:
        page = context.new_page()
        seen.watch(page)
        for path in pages(world):
            seen.visit(page, path)
    assert not seen.faults, "\n".join(seen.faults)


def test_large_text_breaks_nothing_on_a_phone(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    world = build_world(tmp_path)
    seen = Seen(live_server.url)
    told = world.told["quoted"]
    paths = ["/", "/calculator/", "/products/", "/needs/new/", f"/needs/{told.case.no}/"]
    with reader(browser, live_server.url, world.owner, size=PHONE, large=True) as context:
        page = context.new_page()
        seen.watch(page)
        for path in paths:
            seen.visit(page, path, axe=False)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert not seen.faults, "\n".join(seen.faults)
