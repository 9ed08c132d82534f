"""Back-tests under somebody's hands: outcomes sent in, pictures drawn, every page whole."""

import csv
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from kerong.cli.main import main
from kerong.cli.points_table import SCORES
from kerong.config.paths import PACKS
from kerong.parties.models import Person
from kerong.population.models import BackTest
from tests.browser.seeing import PHONE, WIDE, Seen, reader
from tests.build import population as build
from tests.build.outcomes import made

pytestmark = pytest.mark.django_db(transaction=True)
SBA = PACKS / "demo-zone" / "outcomes" / "sba_california_leasing.csv"
COLUMNS = "NAICS,NoEmp,NewExist,UrbanRural,RevLineCr,LowDoc,GrAppv,Portion"


@pytest.fixture
def outcomes(tmp_path: Path) -> Path:
    """Public outcomes with points made from one half of them."""
    asked = ["--party", "loan", "--day", "approved_on", "--outcome", "Default", "--bad", "1"]
    told = ["points-table", str(SBA), *asked, "--columns", COLUMNS, "--out", str(tmp_path)]
    assert main(told) == 0
    return tmp_path / SCORES


def test_outcomes_are_sent_in_and_drawn(
    browser: Browser, live_server: LiveServer, outcomes: Path
) -> None:
    officer, seen = build.officer(), Seen(live_server.url)
    Person.objects.update(password_set_at=timezone.now())
    with reader(browser, live_server.url, officer) as context:
        page = context.new_page()
        seen.watch(page)
        page.goto(f"{live_server.url}/console/backtests/")
        page.get_by_role("link", name="上传结果").click()
        page.get_by_label("名称").fill("SBA 租赁贷款")
        page.get_by_label("数据说明").fill("美国小企业局公开记录，坏为违约核销。")
        page.get_by_label("结果文件").set_input_files(outcomes)
        page.get_by_role("button", name="开始回测").click()

        expect(page.locator(".kpi", has_text="AUC").locator("b")).to_have_text("0.788")
        expect(page.locator("figure[data-chart='curve-data'] svg")).to_be_visible()
        expect(page.locator("figure[data-chart='bins-data'] svg")).to_be_visible()
        expect(page.locator("tbody tr")).to_have_count(20)
        with page.expect_download() as taken:
            page.get_by_role("link", name="CSV").click()
        with Path(taken.value.path()).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    assert len(lines) == 11 and not seen.faults, "\n".join(seen.faults)
    assert BackTest.objects.get().author_id == officer.person_id


@pytest.mark.parametrize(
    ("size", "language"),
    [(WIDE, "zh-hans"), (WIDE, "en"), (PHONE, "en")],
    ids=["wide-zh", "wide-en", "phone-en"],
)
def test_every_page_is_whole(
    browser: Browser,
    live_server: LiveServer,
    outcomes: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    officer, seen = build.officer(), Seen(live_server.url)
    kept = made(officer, outcomes.read_bytes())
    Person.objects.update(password_set_at=timezone.now())
    with reader(browser, live_server.url, officer, size=size, language=language) as context:
        page = context.new_page()
        seen.watch(page)
        for path in ("", "new/", f"{kept.no}/"):
            seen.visit(page, f"/console/backtests/{path}")
    assert not seen.faults, "\n".join(seen.faults)
