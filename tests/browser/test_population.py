"""All firms at once, under somebody's hands: run progress, a rule tried, and every page whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.evidence.consent import PRE_SCREEN, Terms, grant_consent
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.parties.models import Enterprise, Person
from kerong.population.models import Run, Screening, WhatIfSheet
from tests.browser.seeing import PHONE, WIDE, Seen, reader
from tests.build import parties, whatif
from tests.build import population as build
from tests.population.test_scoring import told

pytestmark = pytest.mark.django_db(transaction=True)
AN_HOUR = timedelta(hours=1)
STRICTER = ("fact: tax_paid, at_least: $min_tax", "fact: tax_paid, more_than: $min_tax")


@dataclass
class World:
    """Firms after a run with a pool, a screened product and a tried draft."""

    today: date
    firms: list[Enterprise]
    screening: Screening
    run: Run
    trial: WhatIfSheet
    draft: Path

    def people(self) -> dict[str, tuple[Actor, list[str]]]:
        """Whose pages there are."""
        bank = self.screening.institution
        owner = parties.actor(roles.FIRM_OWNER, enterprise=self.firms[5])
        trial, pool = f"/console/trials/{self.trial.run.no}/", "/console/pools/tax-payers/"
        listed = f"/workbench/screenings/{self.screening.no}/"
        return {
            "officer": (
                build.officer(),
                [
                    "/console/runs/",
                    f"/console/runs/{self.run.no}/",
                    "/console/pools/",
                    "/console/pools/new/",
                    pool,
                    f"{pool}rule/",
                    f"{pool}closure/",
                    f"/console/pools/firms/{self.firms[5].pk}/",
                    "/console/trials/",
                    "/console/trials/new/",
                    trial,
                    f"{trial}firms/",
                    f"{trial}firms/?effect=near",
                ],
            ),
            "operator": (build.operator(), [trial, f"{trial}publication/"]),
            "bank": (
                parties.actor(roles.INSTITUTION_APPROVER, institution=bank),
                ["/workbench/screenings/", listed],
            ),
            "firm": (owner, ["/standing/", "/preapprovals/"]),
        }


@pytest.fixture
def world(tmp_path: Path) -> World:
    at = timezone.now().replace(microsecond=0) - 2 * AN_HOUR
    today = timezone.localdate(at)
    screening = build.screened(tmp_path, at - AN_HOUR)
    for folder in ("chongqing/knowledge-value", "national/size", "national/tech-sme"):
        publish_pack(actor=SYSTEM, folder=PACKS / folder, at=at - AN_HOUR)
    build.pool(at=at - AN_HOUR)
    firms = [
        told(
            parties.enterprise(industry_code="C3985", division_code="500107"),
            {"invention_patents": str(no), "tax_paid": str((no + 2) * build.WAN_FEN)},
        )
        for no in range(7)
    ]
    run = build.worked(build.asked(at, on=today), at + AN_HOUR)
    draft = whatif.draft_folder(tmp_path)
    world = World(today, firms, screening, run, whatif.tried(draft), draft)
    agree(world, at)
    Person.objects.update(password_set_at=timezone.now())
    return world


def agree(world: World, at: datetime) -> None:
    owner = parties.actor(roles.FIRM_OWNER, enterprise=world.firms[5])
    institution = world.screening.institution_id
    until = world.today + timedelta(days=60)
    terms = Terms(institution, PRE_SCREEN, frozenset(range(1, 33)), until)
    grant_consent(actor=owner, terms=terms, at=at)


@pytest.mark.parametrize(
    ("size", "language"),
    [
        pytest.param(WIDE, "zh-hans", id="wide-zh"),
        pytest.param(PHONE, "en", id="phone-en", marks=pytest.mark.slow),
    ],
)
def test_every_page_is_whole(
    browser: Browser,
    live_server: LiveServer,
    world: World,
    size: tuple[int, int],
    language: str,
) -> None:
    seen = Seen(live_server.url)
    for actor, paths in world.people().values():
        with reader(browser, live_server.url, actor, size=size, language=language) as context:
            page = context.new_page()
            seen.watch(page)
            for path in paths:
                seen.visit(page, path)
    assert not seen.faults, "\n".join(seen.faults)


@pytest.fixture
def officer_at_hand(browser: Browser, live_server: LiveServer, world: World) -> Iterator[Page]:
    seen = Seen(live_server.url)
    with reader(browser, live_server.url, build.officer()) as context:
        page = context.new_page()
        seen.watch(page)
        yield page
        assert not seen.faults, "\n".join(seen.faults)


def test_a_run_shows_how_far_it_is_and_then_what_it_found(
    officer_at_hand: Page, live_server: LiveServer
) -> None:
    page = officer_at_hand
    page.goto(f"{live_server.url}/console/runs/")
    page.get_by_role("button", name="立即运行").click()

    expect(page.get_by_text("等待执行")).to_be_visible()
    expect(page.locator("#bar")).to_have_js_property("value", 0)
    build.worked(Run.objects.order_by("-pk")[0], timezone.now())

    expect(page.get_by_role("heading", name="等级分布")).to_be_visible(timeout=10_000)
    expect(page.locator("#bar")).to_have_js_property("value", 100)


def test_a_draft_is_tried_from_the_form_to_the_pictures(
    officer_at_hand: Page, live_server: LiveServer, world: World
) -> None:
    page = officer_at_hand
    text = (world.draft / "offering.yaml").read_text(encoding="utf-8")
    (world.draft / "offering.yaml").write_text(text.replace(*STRICTER), encoding="utf-8")
    examples = (world.draft / "examples.yaml").read_text(encoding="utf-8")
    stricter = examples.replace(
        'expect: {outcome: meets, limit_yuan: "250000.00"}',
        'expect: {outcome: fails, limit_yuan: "250000.00"}',
    )
    (world.draft / "examples.yaml").write_text(stricter, encoding="utf-8")

    page.goto(f"{live_server.url}/console/trials/new/")
    for label in ("offering.yaml", "examples.yaml", "README.md"):
        page.get_by_label(label).set_input_files(world.draft / label)
    page.get_by_label("财政承担比例").fill("2")
    page.get_by_role("button", name="开始试算").click()
    expect(page.get_by_text("等待执行")).to_be_visible()
    build.worked(Run.objects.order_by("-pk")[0], timezone.now())

    lost = page.locator(".kpi", has_text="受损企业").locator("b")
    expect(lost).to_have_text("1", timeout=10_000)
    expect(page.locator("figure[data-chart='effects-data'] svg")).to_be_visible()
    expect(page.locator("figure[data-chart='by-size-data'] svg")).to_be_visible()
    page.get_by_role("link", name="受影响企业").click()
    page.get_by_label("影响").select_option("loses")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text(world.firms[3].name)
