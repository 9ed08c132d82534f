"""Scores in the catalogue: published, fed to products, kept as findings, made again."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from kerong.catalogue.assessments import assessments_in, assessments_on, named
from kerong.catalogue.errors import AssessmentAbsent, DayOutOfReach
from kerong.catalogue.forms import ListingForm
from kerong.catalogue.keep_finding import keep_finding
from kerong.catalogue.keep_score import keep_score
from kerong.catalogue.matching import calculate
from kerong.catalogue.models import Revision
from kerong.catalogue.one_card_a_place import require_place_of_its_own
from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.plans import plan_for
from kerong.catalogue.publish_pack import publish_pack
from kerong.catalogue.replay_findings import replay_all
from kerong.catalogue.revisions import revisions_in_force
from kerong.catalogue.scoring import list_assessments, score_facts
from kerong.config.paths import PACKS
from kerong.evidence.consent import cut_down
from kerong.evidence.reads_of_facts import ALL, needed, needed_computed
from kerong.evidence.said import FactsSeen, Origin
from kerong.evidence.snapshot import facts_of
from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, SYSTEM
from kerong.kernel.errors import NotFound
from kerong.rules.errors import ScorecardsCircle, ScorecardsOverlap
from tests.build import catalogue as build
from tests.build import parties
from tests.build.catalogue import DAY
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
POINTS = PACKS / "national" / "points"
FIRM = {
    "rd_expense": "750000.00",
    "operating_revenue": "10000000.00",
    "rd_staff": 20,
    "employees": 80,
    "rd_tax_relief": "100000.00",
    "invention_patents": 2,
    "plant_varieties": 0,
    "ic_layouts": 0,
    "utility_patents": 3,
    "design_patents": 0,
    "software_copyrights": 0,
    "technology_contracts": "0.00",
    "high_tech_revenue": "6000000.00",
    "operating_revenue_prev": "8000000.00",
    "net_profit": "800000.00",
    "total_assets": "10000000.00",
    "total_liabilities": "6000000.00",
    "national_projects_led": 0,
    "awards_province_2y": 1,
    "high_value_class1_ip": 0,
    "is_gazelle": False,
}
PRODUCT = """\
key: small-loan
revision: 1
kind: loan
title: {zh: 积分贷, en: Points loan}
basis: {document: 示例文件, source: 示例来源, verified: true}
open: {from: 2026-01-01}
listing_fields:
  min_points: {type: points, from: "0", to: "1000", optional: true, title: {zh: 积分, en: Points}}
eligibility:
  all:
    - {fact: points, at_least: $min_points, clause: 第一条,
       say: {zh: "积分 {asked} 以上", en: "Points {asked} or more"}}
offer: {limit: "max(points, 0) * 1万", rate: "5%", term: "12"}
"""


def published(folder: Path) -> Revision:
    return publish_pack(actor=SYSTEM, folder=folder, at=MOMENT).revision


def rewritten(tmp_path: Path, source: Path, name: str, **changes: str) -> Path:
    """A copy of a pack with pieces of its two texts replaced."""
    folder = tmp_path / name
    copytree(source, folder)
    for file in ("offering.yaml", "scorecard.yaml"):
        text = (folder / file).read_text(encoding="utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_scores_and_class_tests_are_no_products() -> None:
    build.reference()
    published(POINTS)

    assert revisions_in_force(DAY) == []
    assert [each.key for each in assessments_on(DAY)] == ["points"]


def test_disk_and_catalogue_say_the_same() -> None:
    build.reference()
    published(POINTS)
    document = {"facts": FIRM}

    def answer(**rest: object) -> dict:  # type: ignore[type-arg]
        return score_facts(name="points", document=document, on=DAY, actor=ANONYMOUS, **rest)  # type: ignore[arg-type]

    on_disk = answer(held=assessments_in([POINTS], DAY))
    from_catalogue = answer()
    assert from_catalogue["value"] == on_disk["value"] == "59"
    assert from_catalogue["revision_digest"] == on_disk["revision_digest"]


def test_a_day_before_anything_or_too_far_ahead_is_refused() -> None:
    def on(day: date) -> None:
        score_facts(name="points", document={"facts": {}}, on=day, actor=ANONYMOUS, today=DAY)

    with pytest.raises(AssessmentAbsent):
        on(date(2000, 1, 1))
    with pytest.raises(DayOutOfReach):
        on(date(2030, 1, 1))


def test_the_list_names_what_rests_on_verified_readings() -> None:
    found = list_assessments(assessments_in([POINTS, PACKS / "national" / "size"], DAY), "en")

    assert [(row["name"], row["kind"], row["verified"]) for row in found] == [
        ("points", "scorecard", False),
        ("size", "class", True),
    ]


def test_two_cards_for_one_place_and_day_cannot_both_be_published(tmp_path: Path) -> None:
    build.reference()
    published(POINTS)
    twin = rewritten(tmp_path, POINTS, "twin", **{"key: points": "key: twin"})

    with pytest.raises(ScorecardsOverlap) as refused:
        published(twin)

    assert refused.value.facts["keys"] == ["points", "twin"]


def test_a_card_for_other_days_or_a_narrower_place_can(tmp_path: Path) -> None:
    build.reference()
    published(POINTS)
    published(PACKS / "national" / "points-2022")
    narrow = {"key: points": "key: narrow", "feeds: points": 'feeds: points\nplaces: ["5001"]'}

    published(rewritten(tmp_path, POINTS, "narrow", **narrow))

    facts = build.facts(division_code="500107")
    assert named(assessments_on(DAY), "points", facts)[0].key == "narrow"
    assert named(assessments_on(DAY), "points", {})[0].key == "points"
    assert named(assessments_on(date(2025, 10, 28)), "points", facts)[0].key == "points-2022"


def test_a_card_that_reads_a_fed_fact_cannot_be_published(tmp_path: Path) -> None:
    circular = rewritten(
        tmp_path, POINTS, "circular", **{"raw: national_projects_led": "raw: points"}
    )

    with pytest.raises(ScorecardsCircle):
        require_place_of_its_own(read_pack(circular).rules)


def test_products_read_the_computed_points_and_say_nobody_verified_them(tmp_path: Path) -> None:
    listing = shelf(tmp_path)

    def line(**more: object) -> dict:  # type: ignore[type-arg]
        facts = build.facts(**{**FIRM, **more})
        document = calculate(facts=facts, as_of=DAY, on=DAY, actor=ANONYMOUS)
        (result,) = document["results"]
        assert result["listing"] == listing
        return {**result["lines"][0], "product": result["verified"], "limit": result["limit_yuan"]}

    computed = line()
    assert (computed["seen"], computed["outcome"], computed["limit"]) == (
        "59",
        "meets",
        "590000.00",
    )
    assert computed["product"] is False
    observed = line(points="40")
    assert (observed["seen"], observed["outcome"], observed["limit"]) == (
        "40",
        "fails",
        "400000.00",
    )


def test_what_the_card_lacks_is_what_the_product_misses(tmp_path: Path) -> None:
    shelf(tmp_path)
    lacking = {code: value for code, value in FIRM.items() if code != "technology_contracts"}

    document = calculate(facts=build.facts(**lacking), as_of=DAY, on=DAY, actor=ANONYMOUS)

    assert document["results"][0]["missing"] == ["technology_contracts"]
    assert document["results"][0]["outcome"] == "unknown"


def test_a_new_card_is_in_the_next_calculation(tmp_path: Path) -> None:
    shelf(tmp_path, card=False)
    before = plan_for(DAY)
    published(POINTS)

    assert plan_for(DAY) is not before
    facts = build.facts(**FIRM)
    assert plan_for(DAY).plan.run(facts, DAY)[0].lines[0].seen == 59_000
    assert before.plan.run(facts, DAY)[0].lines[0].seen is None


def test_a_score_is_kept_once_and_made_again_byte_for_byte() -> None:
    build.reference()
    published(POINTS)
    firm = parties.enterprise()
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    facts = build.facts(**FIRM)

    kept = [
        keep_score(
            enterprise=firm, name="points", facts=facts, as_of=DAY, on=DAY, actor=owner, at=MOMENT
        )
        for _ in range(2)
    ]

    assert kept[0].pk == kept[1].pk
    assert kept[0].listing is None
    assert '"value":[59000,59000,59000]' in kept[0].body
    assert replay_all(actor=SYSTEM).document() == {
        "findings": 1,
        "identical": 1,
        "different": [],
        "erased": 0,
    }


def test_a_score_of_another_firm_cannot_be_kept() -> None:
    build.reference()
    published(POINTS)
    owner = parties.actor(roles.FIRM_OWNER, enterprise=parties.enterprise())

    with pytest.raises(NotFound):
        keep_score(
            enterprise=parties.enterprise(),
            name="points",
            facts={},
            as_of=DAY,
            on=DAY,
            actor=owner,
            at=MOMENT,
        )


def test_a_finding_of_a_product_that_read_a_computed_score_is_made_again(tmp_path: Path) -> None:
    code = shelf(tmp_path)
    firm = parties.enterprise()

    kept = keep_finding(
        enterprise=firm,
        code=code,
        facts=build.facts(**FIRM),
        as_of=DAY,
        on=DAY,
        actor=parties.actor(roles.FIRM_OWNER, enterprise=firm),
        at=MOMENT,
    )

    assert '"scorecards":{"points":{"card":"points"' in kept.body
    assert replay_all(actor=SYSTEM).document()["identical"] == 1


def shelf(tmp_path: Path, *, card: bool = True) -> str:
    """The code of one product that asks for 50 points, beside the national card."""
    build.reference()
    examples = "\n".join(
        f"  - {{name: {points} 分, day: 2026-03-06, listing: {{min_points: '50'}},"
        f" facts: {{points: '{points}'}}, expect: {{outcome: {outcome}}}}}"
        for points, outcome in (("50", "meets"), ("49", "fails"), ("99", "meets"))
    )
    published(build.pack_folder(tmp_path / "small-loan", PRODUCT, f"examples:\n{examples}\n"))
    if card:
        published(POINTS)
    form = ListingForm(
        name="积分贷",
        category="credit_loan",
        source="本行产品手册",
        numbers={"min_points": "50"},
        guarantee="credit",
        method="interest-first",
    )
    return build.on_shelf(filled=form).code


def test_a_computed_score_needs_consent_for_everything_its_card_reads() -> None:
    build.reference()
    published(POINTS)

    assert needed("points") == {26}
    assert {5, 14, 23, 26, 27} <= needed_computed("points")
    assert needed_computed("size_class") == needed("size_class")


def test_without_that_consent_a_computed_score_is_not_seen_and_an_observed_one_is() -> None:
    build.reference()
    published(POINTS)
    day, own = DAY.isoformat(), frozenset({26})

    def seen(*, computed: bool) -> FactsSeen:
        origin = Origin("scorecard", DAY, day, computed=computed)
        held = facts_of(parties.enterprise(), as_of=DAY, on=DAY)
        return replace(held, facts={"points": 60_000}, origins={"points": origin})

    assert cut_down(seen(computed=False), own).facts == {"points": 60_000}
    assert cut_down(seen(computed=True), own).facts == {}
    assert cut_down(seen(computed=True), ALL).facts == {"points": 60_000}
