"""Where a firm stands: scores among peers, history, moves, classes, pools, and its limits."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.evidence.consent import PRE_SCREEN, Terms, grant_consent
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Enterprise
from tests.build import catalogue, evidence, parties
from tests.build import population as build
from tests.build.parties import MOMENT
from tests.population.test_scoring import firm

pytestmark = pytest.mark.django_db
NOW, A_DAY = MOMENT + timedelta(hours=3), timedelta(days=1)


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def scored() -> list[Enterprise]:
    """Six alike firms, one more invention each, after a run."""
    catalogue.reference()
    for folder in ("chongqing/knowledge-value", "national/size"):
        publish_pack(actor=SYSTEM, folder=PACKS / folder, at=MOMENT - A_DAY)
    firms = [firm(invention_patents=str(at)) for at in range(6)]
    build.done()
    return firms


def page(of: Enterprise, name: str, language: str = "") -> str:
    client = Client()
    client.force_login(parties.person(roles.FIRM_CLERK, of))
    client.get("/accounts/choose/")
    if language:
        client.cookies["django_language"] = language
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_firm_sees_points_grade_peers_history_and_what_would_raise_them(
    scored: list[Enterprise],
) -> None:
    shown = page(scored[1], "portal:standing")

    assert "知识价值信用评价" in shown and "未核实" in shown
    assert "6 家企业" in shown and "成长期" in shown
    assert "起未变化" in shown and "data-chart" not in shown
    assert "最省力的改进" in shown and "→" in shown
    assert "企业划型" in shown and "符合" in shown


def test_points_that_changed_are_drawn_with_the_day_written_out(
    scored: list[Enterprise],
) -> None:
    evidence.observe(scored[1], {"invention_patents": "9"}, observed_on=build.DAY)
    build.done(at=MOMENT + A_DAY, on=build.DAY + A_DAY)

    with time_machine.travel(NOW + A_DAY, tick=False):
        shown = page(scored[1], "portal:standing")

    assert 'id="history-knowledge-value"' in shown and "{yyyy}-{MM}-{dd}" in shown


def test_a_score_that_cannot_be_computed_says_how_many_facts_lack() -> None:
    catalogue.reference()
    publish_pack(actor=SYSTEM, folder=PACKS / "chongqing" / "knowledge-value", at=MOMENT - A_DAY)

    shown = page(build.firm(), "portal:standing")

    assert "项数据" in shown and reverse("portal:assessment", args=["knowledge-value"]) in shown


def test_nobody_elses_points_stand_on_the_page(scored: list[Enterprise]) -> None:
    shown = page(scored[0], "portal:standing")

    for other in scored[1:]:
        assert other.name not in shown and str(other.credit_code) not in shown


def test_a_firm_without_a_run_still_sees_its_score_of_today(scored: list[Enterprise]) -> None:
    late = firm()

    shown = page(late, "portal:standing")

    assert "同组企业不足五家，或尚未运行" in shown
    assert "下一次夜间运行后显示" in shown


def test_before_any_scorecard_is_published_the_page_says_how_to_begin() -> None:
    shown = page(build.firm(), "portal:standing")

    assert "尚无在用的评分卡" in shown and "尚未入库" in shown


def test_the_pools_of_the_firm_stand_there_and_in_english_too() -> None:
    catalogue.reference()
    (one,) = build.firms(1, tax_wan=8)
    build.pool()
    build.done()

    assert "纳税大户培育库" in page(one, "portal:standing")
    assert "Large tax payers" in page(one, "portal:standing", "en")


def test_a_pool_whose_rule_nobody_verified_says_so() -> None:
    catalogue.reference()
    (one,) = build.firms(1, tax_wan=8)
    build.pool(build.POOL_TEXT.replace("verified: true", "verified: false"))
    build.done()

    assert "未核实" in page(one, "portal:standing")


def test_a_limit_says_what_the_run_that_found_it_stood_on_whatever_counts_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.screened(tmp_path)
    (one,) = build.firms(1, tax_wan=8)
    build.done()
    assert "未核实" not in page(one, "portal:limits")

    asked = "kerong.population.screen.unverified_products"
    monkeypatch.setattr(asked, lambda codes, _on: frozenset(codes))
    assert "未核实" not in page(one, "portal:limits")
    build.done(MOMENT + 2 * build.LATER, on=build.DAY + A_DAY)

    assert "未核实" in page(one, "portal:limits")


def test_a_limit_is_shown_with_who_has_it_and_how_to_take_it_back(tmp_path: Path) -> None:
    screening = build.screened(tmp_path)
    (one,) = build.firms(1, tax_wan=8)
    build.done()
    assert "暂无预授信额度" in page(build.firm(), "portal:limits")
    alone = page(one, "portal:limits")
    assert "仅本企业" in alone and "40 万元" in alone
    assert f"?listing={screening.listing.code}&amp;amount=400000.00" in alone

    owner = parties.actor(roles.FIRM_OWNER, enterprise=one)
    terms = Terms(
        screening.institution_id, PRE_SCREEN, frozenset(range(1, 33)), build.DAY + 9 * A_DAY
    )
    consent = grant_consent(actor=owner, terms=terms, at=MOMENT)

    shared = page(one, "portal:limits")
    assert f"{screening.institution} 可见" in shared
    assert reverse("portal:consent-revocation", args=[consent.no]) in shared
