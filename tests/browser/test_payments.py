"""The pages of payments whole at 1440 px in Chinese and at 390 px in English, and a batch sent."""

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from kerong.kernel import roles
from kerong.parties.models import Enterprise
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch
from tests.browser.seeing import PHONE, WIDE, Seen, reader
from tests.build import parties
from tests.build import payments as build

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class World:
    """A draft, a batch half answered, one settled with money back, an account that waits."""

    firm: Enterprise
    draft: PaymentBatch
    open: PaymentBatch
    settled: PaymentBatch
    back: Payment
    account: PayeeAccount


@pytest.fixture
def world() -> World:
    build.purse()
    firm = build.firm_with_account("重庆两江示例智能装备股份有限公司")
    firms = [firm.reference, *(build.firm_with_account().reference for _ in range(3))]
    rows = [build.ordered(each, 12_345_678 + at) for at, each in enumerate(firms * 3)]
    build.ordered(parties.enterprise("待登记账户的示例企业").reference)
    settled = build.settled(build.sent(rows[:4]), rows[0])
    opened = build.sent(rows[4:8])
    build.answered(opened, build.answers((rows[4], "成功")))
    draft = build.drafted(rows[8:11])
    account = build.account_of(parties.enterprise().reference, holder="别家示例公司")
    PayeeAccount.objects.filter(pk=account.pk).update(state="given", decided_by=None)
    opened.refresh_from_db()
    return World(firm, draft, opened, settled, rows[0], account)


@pytest.mark.parametrize(
    ("size", "language"),
    [
        pytest.param(WIDE, "zh-hans", id="wide-zh", marks=pytest.mark.slow),
        pytest.param(PHONE, "en", id="phone-en"),
    ],
)
def test_every_page_is_whole_and_a_second_person_sends_a_batch(
    browser: Browser,
    live_server: LiveServer,
    world: World,
    size: tuple[int, int],
    language: str,
) -> None:
    officer = parties.actor(roles.OFFICER, department=parties.department())
    own = f"/console/payments/batches/{world.draft.no}/"
    seen = Seen(live_server.url)
    with reader(browser, live_server.url, officer, size=size, language=language) as context:
        page = context.new_page()
        seen.watch(page)
        for path in (
            "/console/payments/",
            "/console/payments/?q=nothing",
            f"/console/payments/{world.back.no}/",
            "/console/payments/batches/",
            "/console/payments/batches/new/",
            f"/console/payments/batches/{world.open.no}/",
            f"/console/payments/batches/{world.settled.no}/",
            "/console/payments/accounts/",
            f"/console/payments/accounts/{world.account.pk}/",
            own,
        ):
            seen.visit(page, path)
        page.locator(f"form[action='{own}approval/'] button").click()
        expect(page.locator(f"form[action='{own}approval/']")).to_have_count(0)
    assert not seen.faults, "\n".join(seen.faults)
    world.draft.refresh_from_db()
    assert world.draft.approved_by_id == officer.person_id
    assert world.draft.approved_at is not None
    assert world.draft.approved_at <= timezone.now()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_firm_gives_its_account_on_its_own_page(
    browser: Browser, live_server: LiveServer, world: World, size: tuple[int, int]
) -> None:
    owner = parties.actor(roles.FIRM_OWNER, enterprise=world.firm)
    seen = Seen(live_server.url)
    with reader(browser, live_server.url, owner, size=size) as context:
        page = context.new_page()
        seen.watch(page)
        seen.visit(page, "/payments/")
    assert not seen.faults, "\n".join(seen.faults)
