"""Pages of public money, on a phone in both languages: whole, without errors, without raw codes."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account
from kerong.parties.models import Person
from tests.browser.seeing import PHONE, WIDE, Seen, reader
from tests.build import (
    applications,
    bridges,
    compensation,
    guarantees,
    insurance,
    parties,
    subsidies,
)

pytestmark = pytest.mark.django_db(transaction=True)
# What stands in <code> or names a file is there to be copied; all else is there to be read.
RAW = r"""() => {
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    if (!around.checkVisibility() || around.closest('code, pre, script, style')) continue;
    const said = texts.currentNode.data.match(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b(?!\.)|\bNone\b/g);
    (said || []).forEach((word) => found.add(word));
  }
  return [...found];
}"""
PLANTED = "() => document.querySelector('main').append('state: under_review')"
Pages = list[tuple[Actor, list[str]]]


@pytest.mark.parametrize(
    ("language", "size"),
    [
        pytest.param("en", PHONE, id="phone-en"),
        pytest.param("zh-hans", PHONE, id="phone-zh", marks=pytest.mark.slow),
        pytest.param("zh-hans", WIDE, id="wide-zh", marks=pytest.mark.slow),
    ],
)
def test_nothing_sticks_out_no_code_is_shown_and_axe_finds_nothing_grave(
    browser: Browser, live_server: LiveServer, language: str, size: tuple[int, int]
) -> None:
    judged = language == "zh-hans"  # by axe, in the slow lane
    pages = [part for make in MADE for part in make()]
    Person.objects.update(password_set_at=timezone.now())
    seen, raw = Seen(live_server.url), list[str]()
    for actor, paths in pages:
        with reader(browser, live_server.url, actor, size=size, language=language) as context:
            page = context.new_page()
            seen.watch(page)
            for path in paths:
                seen.visit(page, path, axe=judged)
                raw += [f"{language} {path} {word}" for word in page.evaluate(RAW)]

    assert not seen.faults, "\n".join(seen.faults)
    assert raw == []
    assert _sees_a_code(browser, live_server)


def _sees_a_code(browser: Browser, live_server: LiveServer) -> bool:
    """The judge itself: a code put on a page is found."""
    with reader(browser, live_server.url, size=PHONE) as context:
        page: Page = context.new_page()
        page.goto(live_server.url)
        page.evaluate(PLANTED)
        return bool(page.evaluate(RAW) == ["under_review"])


def _applied() -> Pages:
    """An application made public, and the desks of clauses."""
    applications.world()
    told = applications.story("public", applications.begin())
    office = [
        f"/console/applications/{told.application.no}/",
        "/console/clause-desks/",
    ]
    return [(told.firm, [f"/applications/{told.application.no}/"]), (told.officer, office)]


def _paid() -> Pages:
    """A subsidy on its way through a batch, and the auditor's ledger of it."""
    firm = subsidies.payee()
    subsidies.budget()
    held = subsidies.awarded(firm=firm)
    batch = subsidies.sent(subsidies.ordered(held))
    account = Account.objects.earliest("pk")
    office = [
        f"/console/budgets/{held.budget.code}/",
        f"/console/subsidies/{held.no}/",
        "/console/payments/",
        f"/console/payments/batches/{batch.no}/",
    ]
    ledger = [
        f"/console/ledger/accounts/{account.pk}/",
        "/console/ledger/transfers/",
    ]
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    return [
        (subsidies.officer(), office),
        (parties.actor(roles.AUDITOR), ledger),
        (owner, [f"/subsidies/{held.no}/", "/payments/"]),
    ]


def _guaranteed() -> Pages:
    """A guarantee in force and a claim on a pool that waits for a second officer."""
    sides, letter, loan = guarantees.in_force()
    claim = compensation.proposed(
        compensation.with_papers(compensation.filed(compensation.kv_world()))
    )
    clerk, _approver = compensation.staff(claim.lender)
    office = [
        "/console/guarantees/",
        f"/console/guarantees/programmes/{sides.agreement.programme}/",
        f"/console/claims/{claim.no}/",
        f"/console/loss-agreements/{claim.agreement.no}/",
        "/console/breakers/",
    ]
    return [
        (sides.owner, [f"/loans/{loan.no}/"]),
        (
            sides.guarantors_clerk,
            [f"/workbench/guarantees/{letter.no}/", "/workbench/guarantees/filing/"],
        ),
        (clerk, [f"/workbench/claims/{claim.no}/"]),
        (compensation.officer(), office),
    ]


def _bridged() -> Pages:
    """A bridge its bank stands behind."""
    held = bridges.world()
    bridge = held.applied()
    held.backed(bridge)
    office = [f"/console/bridges/{bridge.no}/", "/console/bridge-funds/"]
    return [
        (held.owner, [f"/bridges/{bridge.no}/"]),
        (held.officer, office),
    ]


def _insured() -> Pages:
    """A quote to compare, a policy in force, a claim agreed."""
    world = insurance.world()
    inquiry = world.asked(by=world.clerk)
    world.quoted(inquiry)
    policy = world.in_force(cover_ppm=300_000)
    world.lost()
    claim = world.agreed(policy)
    own = [f"policies/{policy.no}/", f"claims/{claim.no}/"]
    desk = [f"/workbench/insurance/{place}" for place in (f"inquiries/{inquiry.no}/", *own)]
    return [
        (world.owner, ["/insurance/", *(f"/insurance/{place}" for place in own)]),
        (world.clerk, [*desk, f"/workbench/loans/{world.loan.no}/"]),
        (world.seller, [f"/workbench/insurance/claims/{claim.no}/payment/"]),
        (parties.actor(roles.AUDITOR), ["/console/insurance/", "/console/insurance/claims/"]),
    ]


MADE = (_applied, _paid, _guaranteed, _bridged, _insured)
