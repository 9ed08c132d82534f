"""The ledger's pages whole at 1440 px in Chinese and at 390 px in English, and a month closed."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from kerong.kernel import roles
from kerong.ledger.ask_closing import ask_closing
from kerong.ledger.models import Account, Period, Transfer
from tests.browser.seeing import PHONE, WIDE, Seen, reader
from tests.build import ledger, parties
from tests.build.ledger import BUDGET

pytestmark = pytest.mark.django_db(transaction=True)
SINCE = "first=2026-01-01"


@pytest.fixture
def waiting() -> Period:
    """February of the small ledger, asked for by somebody else."""
    ledger.small_ledger()
    given = {"effective_on": date(2026, 1, 5), "reference": "appropriation:1"}
    ledger.moved(ledger.TREASURY, BUDGET, 123_456_789_012, "appropriated", **given)
    ledger.reversed_(ledger.awarded(3_000_050, words="一季度知识产权质押贷款贴息").no)
    ledger.reserved(500)
    return ask_closing(
        book="fiscal",
        month_start=date(2026, 2, 1),
        words="资料齐全",
        actor=parties.actor(roles.OFFICER),
        at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("size", "language"),
    [
        pytest.param(WIDE, "zh-hans", id="wide-zh"),
        pytest.param(PHONE, "en", id="phone-en", marks=pytest.mark.slow),
    ],
)
def test_every_page_is_whole_and_a_second_person_closes_the_month(
    browser: Browser,
    live_server: LiveServer,
    waiting: Period,
    size: tuple[int, int],
    language: str,
) -> None:
    officer = parties.actor(roles.OFFICER, department=parties.department())
    month = f"/console/ledger/months/{waiting.pk}/"
    undone = Transfer.objects.get(reverses__isnull=False)
    seen = Seen(live_server.url)
    with reader(browser, live_server.url, officer, size=size, language=language) as context:
        page = context.new_page()
        seen.watch(page)
        for path in (
            "/console/ledger/",
            "/console/ledger/?day=2026-01-31",
            "/console/ledger/?q=nothing",
            f"/console/ledger/accounts/{Account.objects.get(code=BUDGET).pk}/?{SINCE}",
            f"/console/ledger/transfers/?{SINCE}",
            f"/console/ledger/transfers/{undone.reverses_id}/",
            f"/console/ledger/transfers/{undone.no}/",
            "/console/ledger/months/",
            month,
        ):
            seen.visit(page, path)
        page.locator(f"form[action='{month}closing/'] button").click()
        expect(page.locator(f"form[action='{month}closing/']")).to_have_count(0)
    assert not seen.faults, "\n".join(seen.faults)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.closed_by_id) == ("closed", officer.person_id)
