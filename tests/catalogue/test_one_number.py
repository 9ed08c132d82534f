"""One firm, one number: whoever asks for its points — command, API, product, run or profile."""

import json
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from django.test import Client

from kerong.catalogue.assessments import assessments_on, named
from kerong.catalogue.errors import AssessmentAbsent
from kerong.catalogue.matching import calculate
from kerong.catalogue.publish_pack import publish_pack
from kerong.catalogue.scoring import score_facts
from kerong.cli.main import main
from kerong.config.paths import PACKS, TEMPLATES
from kerong.evidence.snapshot import facts_of
from kerong.kernel.actor import ANONYMOUS, SYSTEM
from kerong.parties.models import Enterprise
from kerong.population.inputs import observed
from kerong.population.models import ScoreHistory
from kerong.rules.values import shown
from kerong.rules.vocabulary import POINTS as POINTS_TYPE
from tests.build import catalogue, evidence, parties
from tests.build import population as build
from tests.build.catalogue import DAY
from tests.build.parties import MOMENT
from tests.build.scores import FIRM, published, shelf

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
DISTRICT = {  # what the district's thirty look at beside the national twelve
    "rd_expense_prev": "600000.00",
    "invention_applications_2y": 3,
    "pct_applications_2y": 0,
    "postgraduates": 8,
    "net_assets": "4000000.00",
    "new_graduates": 5,
    "platforms_province_2y": 0,
    "projects_province_2y": 1,
    "equity_raised": "0.00",
    "standards_led": 0,
    "talent_programme_members": 0,
    "platforms_city": 1,
    "is_little_giant": False,
    "is_srdi": False,
    "is_hnte": True,
    "is_tech_sme": True,
    "insured_staff": 80,
    "insured_staff_prev": 80,
    "tax_paid": "100.00",
    "tax_paid_prev": "100.00",
    "listing_stage": "none",
    "public_credit_grade": "A",
    "penalty_count_3y": 0,
    "accidents_2y": 0,
    "overdue_count_2y": 0,
    "is_dishonest_debtor": False,
    "is_serious_violation": False,
    "founded_on": "2015-05-20",
}


@pytest.fixture
def adopted(tmp_path: Path) -> str:
    """The national card, a district that made the template its own, and a product on the shelf."""
    listing = shelf(tmp_path)
    folder = tmp_path / "points-district"
    copytree(TEMPLATES / "points-district", folder)
    card = folder / "scorecard.yaml"
    text = card.read_text(encoding="utf-8")
    assert 'places: ["000000"]' in text
    card.write_text(text.replace('"000000"', '"500107"'), encoding="utf-8")
    published(folder)
    return listing


def firm_at(division: str) -> Enterprise:
    made = parties.enterprise(industry_code="C3985", division_code=division)
    given = catalogue.facts(**FIRM, **DISTRICT)
    before = {code for code in given if code.endswith("_prev")}
    now = {code: _text(value) for code, value in given.items() if code not in before}
    evidence.observe(made, {_kind(code): text for code, text in now.items()})
    past = {_kind(code).removesuffix("_prev"): _text(given[code]) for code in before}
    evidence.observe(made, past, end=date(2024, 12, 31))
    return made


def _kind(code: str) -> str:
    return code.removesuffix("_2y").removesuffix("_3y")


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def document_of(division: str) -> dict:  # type: ignore[type-arg]
    place = {"division_code": division} if division else {}
    return {"as_of": "2025-12-31", "facts": {**FIRM, **DISTRICT, **place, "industry_code": "C3985"}}


@pytest.mark.parametrize(
    ("division", "card"), [("", "points"), ("330106", "points"), ("500107", "points-district")]
)
def test_command_api_product_run_and_profile_say_one_number(
    adopted: str,
    division: str,
    card: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    client: Client,
) -> None:
    document = document_of(division)
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    main(["score", "points", "--facts", str(file), "--on", DAY.isoformat(), "--json"])
    told = json.loads(capsys.readouterr().out)
    answer = client.post(
        f"/api/v1/scores/points?on={DAY}", data=document, content_type="application/json"
    ).json()
    firm = firm_at(division)
    build.done()
    seen = facts_of(firm, as_of=DAY, on=DAY)
    (result,) = calculate(facts=observed(seen), as_of=DAY, on=DAY, actor=ANONYMOUS)["results"]
    kept = ScoreHistory.objects.get(enterprise=firm)

    assert result["listing"] == adopted
    assert told["scorecard"] == answer["scorecard"] == kept.scorecard == card
    assert told["value"] is not None
    assert {
        "command": told["value"],
        "api": answer["value"],
        "product": result["lines"][0]["seen"],
        "run": shown(POINTS_TYPE, kept.points),
        "profile": shown(POINTS_TYPE, seen.facts["points"]),
    } == dict.fromkeys(("command", "api", "product", "run", "profile"), told["value"])
    assert seen.origins["points"].computed


def test_a_card_for_a_place_is_nothing_to_firms_elsewhere_but_answers_to_its_own_name() -> None:
    catalogue.reference()
    publish_pack(actor=SYSTEM, folder=PACKS / "chongqing/knowledge-value", at=MOMENT - A_DAY)
    held = assessments_on(DAY)

    for place in ({}, {"division_code": "330106"}):
        with pytest.raises(AssessmentAbsent):
            named(held, "knowledge-value-grade", place)
        assert named(held, "knowledge-value", place)[0].key == "knowledge-value"
    home = {"division_code": "500107"}
    assert named(held, "knowledge-value-grade", home)[0].key == "knowledge-value"


def test_a_class_test_sees_what_a_card_feeds_and_that_nobody_verified_it() -> None:
    catalogue.reference()
    for name in ("hnte", "hnte-innovation"):
        publish_pack(actor=SYSTEM, folder=PACKS / "national" / name, at=MOMENT - A_DAY)
    judged = {
        "hnte_ip_advanced": "8",
        "hnte_ip_core": "8",
        "hnte_ip_number": "8",
        "hnte_ip_acquisition": "6",
        "hnte_ip_standards": "2",
        "hnte_conversion": "30",
        "hnte_rd_rules": "6",
        "hnte_rd_unit": "6",
        "hnte_incentives": "4",
        "hnte_training": "4",
        "conversions_3y": 15,
        "hnte_asset_growth": "0",
        "hnte_sales_growth": "0",
        "net_assets": "1.00",
        "net_assets_prev": "1.00",
        "net_assets_prev2": "1.00",
        "operating_revenue": "1.00",
        "operating_revenue_prev": "1.00",
        "operating_revenue_prev2": "1.00",
        "invention_patents": 1,
        "plant_varieties": 0,
        "ic_layouts": 0,
        "utility_patents": 0,
        "design_patents": 0,
        "software_copyrights": 0,
    }

    def line(**more: str) -> dict:  # type: ignore[type-arg]
        document = {"facts": {**judged, **more}}
        found = score_facts(name="hnte", document=document, on=DAY, actor=ANONYMOUS)
        (step,) = (each for each in found["items"] if each["code"] == "hnte_innovation_points")
        return step

    computed, stated = line(), line(hnte_innovation_points="70")
    assert (computed["raw"], computed["outcome"], computed["verified"]) == ("80", "meets", False)
    assert (stated["raw"], stated["outcome"], stated["verified"]) == ("70", "fails", True)
