"""Scores in the catalogue: published, one card a place, fed to products."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from kerong.catalogue.assessments import assessments_in, assessments_on, named
from kerong.catalogue.errors import AssessmentAbsent, DayOutOfReach
from kerong.catalogue.matching import calculate
from kerong.catalogue.one_card_a_place import require_place_of_its_own
from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.plans import plan_for
from kerong.catalogue.revisions import revisions_in_force
from kerong.catalogue.scoring import list_assessments, score_facts
from kerong.config.paths import PACKS
from kerong.kernel.actor import ANONYMOUS
from kerong.rules.errors import ScorecardsCircle, ScorecardsOverlap
from tests.build import catalogue as build
from tests.build.catalogue import DAY
from tests.build.scores import FIRM, POINTS, published, shelf

pytestmark = pytest.mark.django_db


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


def test_each_indicator_names_what_was_given_behind_its_raw_value_and_the_day_it_describes() -> (
    None
):
    document = {"facts": FIRM, "as_of": "2025-12-31"}
    held = assessments_in([POINTS], DAY)

    found = score_facts(name="points", document=document, on=DAY, actor=ANONYMOUS, held=held)

    items = {item["code"]: item for item in found["items"]}
    assert items["v1"]["function_words"] == "≤ 0%：0 分；≥ 15%：满分；其间按比例"
    given = {"source": "given", "observed_on": "2025-12-31", "period": ""}
    assert items["v1"]["observations"] == [
        {"fact": "rd_expense", "value": "750000.00", **given},
        {"fact": "operating_revenue", "value": "10000000.00", **given},
    ]
    assert [seen["fact"] for seen in items["x3"]["observations"]] == [
        "high_value_class1_ip",
        "is_gazelle",
    ]


def test_a_derived_fact_that_was_given_is_what_was_observed() -> None:
    document = {"facts": {**FIRM, "rd_ratio": "0.05"}}
    held = assessments_in([POINTS], DAY)

    found = score_facts(name="points", document=document, on=DAY, actor=ANONYMOUS, held=held)

    (seen,) = found["items"][0]["observations"]
    assert (seen["fact"], seen["value"], seen["source"]) == ("rd_ratio", "0.050000", "given")


def test_conditions_and_measures_of_a_size_name_their_facts_as_well() -> None:
    document = {"facts": {"industry_code": "C3985", "employees": 80}}
    held = assessments_in([PACKS / "national" / "size", PACKS / "national" / "tech-sme"], DAY)

    def items(name: str) -> list:  # type: ignore[type-arg]
        answer = score_facts(name=name, document=document, on=DAY, actor=ANONYMOUS, held=held)
        return answer["items"]

    seen = {each["code"]: each["observations"] for each in items("size")}
    assert [each["value"] for each in seen["employees"]] == [80]
    assert seen["operating_revenue"] == []
