"""A scorecard tried out: which products behind it answer otherwise, beside its own points."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.evidence.models import Observation
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Enterprise
from kerong.population.models import WhatIfChange
from kerong.population.publish_draft import publish_draft
from kerong.population.trial import Texts, Trial
from kerong.population.trial_beside import behind_of, cards_of, read_beside
from kerong.population.trial_products import Product, fed_by_draft, looks_at, with_draft
from kerong.population.trial_readings import is_founded
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.columns import columns_of
from kerong.rules.errors import ScorecardsOverlap
from kerong.rules.listings import arguments_alone
from kerong.rules.offering import OfferingRules
from kerong.rules.texts import parse_offering, read_offering
from tests.build import evidence, scores
from tests.build import population as build
from tests.build.cards import PatentCard, card_folder
from tests.build.parties import MOMENT
from tests.build.whatif import DAY, LATER, body, tried
from tests.population.test_columns import generated

EARLIER = MOMENT - timedelta(days=1)


@pytest.fixture
def product(tmp_path: Path) -> str:
    """The code of a product that asks for 50 points, ten of them a patent by the card in force."""
    code = scores.shelf(tmp_path, card=False)
    publish_pack(actor=SYSTEM, folder=card_folder(tmp_path / "card"), at=EARLIER)
    return code


def inventors(*counts: int) -> list[Enterprise]:
    return [build.firm({"invention_patents": str(count)}) for count in counts]


def draft(tmp_path: Path, *, each: int) -> Path:
    return card_folder(tmp_path / "draft", PatentCard(str(each), revision=2))


@pytest.mark.django_db
def test_a_product_behind_the_card_flips_for_the_firm_that_falls_below_what_it_asks(
    product: str, tmp_path: Path
) -> None:
    """Ten points a patent: 40, 50, 60. Nine: 36, 45, 54. Fifty are asked: the second one loses."""
    firms = inventors(4, 5, 6)
    build.done()
    assert Observation.objects.filter(code="points", computed=True).count() == 3

    sheet = tried(draft(tmp_path, each=9))

    counts = body(sheet)["counts"]
    assert counts["flips"] == {product: {"meets>fails": 1}}
    (turned,) = WhatIfChange.objects.filter(run=sheet.run, flips_count=1)
    assert turned.enterprise == firms[1]
    assert (turned.before_points, turned.after_points) == (50_000, 45_000)
    assert counts["effects"]["loses"] == 3  # points fall for all of them


@pytest.mark.django_db
def test_points_somebody_observed_stand_whatever_the_draft_says(
    product: str, tmp_path: Path
) -> None:
    (firm,) = inventors(5)
    evidence.observe(firm, {"points": "55000"}, source="zone_committee")

    assert body(tried(draft(tmp_path, each=9)))["counts"]["flips"] == {}


@pytest.mark.django_db
def test_what_stands_beside_a_draft_is_fixed_when_the_trial_is_asked_for(
    product: str, tmp_path: Path
) -> None:
    inventors(5)
    sheet = tried(draft(tmp_path, each=9))

    cards, (behind,) = read_beside(sheet.beside)
    assert [each.key for each in cards] == ["patent-points"]
    assert behind.rules.key == "small-loan"
    assert [each.code for each in behind.products] == [product]

    publish_draft(actor=build.operator(), run_no=sheet.run.no, at=LATER)
    assert read_beside(sheet.beside)[0][0].revision == 1
    assert len(body(sheet)["beside"]) == 64


@pytest.mark.django_db
def test_a_card_that_could_not_be_published_beside_another_is_not_tried(
    product: str, tmp_path: Path
) -> None:
    folder = draft(tmp_path, each=9)
    text = (folder / "offering.yaml").read_text(encoding="utf-8")
    text = text.replace("key: patent-points", "key: other-points").replace(": 2\n", ": 1\n", 1)
    (folder / "offering.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ScorecardsOverlap):
        tried(folder)


def test_a_class_test_behind_a_card_answers_as_the_engine_for_one_firm_does() -> None:
    held = {
        name: read_pack(PACKS / "national" / name).rules for name in ("hnte-innovation", "hnte")
    }
    card, test = held["hnte-innovation"], held["hnte"]
    pack = read_pack(PACKS / "national" / "hnte-innovation")
    text = json.loads(pack.body)
    text["scorecard"]["indicators"][0]["weight"] = "1"
    new = parse_offering(text, file="draft.json")
    behind = behind_of((card, test), new.key, fed_by_draft(card, new), {})
    firms = [
        {code: value for code, value in firm.items() if code != "hnte_innovation_points"}
        for firm in generated()[:300]
    ]
    texts = Texts(
        card, new, (Product("EXAMPLE", "示例", {}),), shipped_tables(), DAY, (card,), behind
    )

    found = Trial(texts).over(columns_of([(str(at), firm) for at, firm in enumerate(firms)]))

    expected = []
    for before, after in zip(answers(test, card, firms), answers(test, new, firms), strict=True):
        expected.append({} if before == after else {"hnte": (before, after)})
    assert [each.flips.get("hnte") for each in found] == [each.get("hnte") for each in expected]
    assert any(expected)


def answers(test: OfferingRules, card: OfferingRules, firms: Sequence) -> list[str]:  # type: ignore[type-arg]
    plan = compile_rules([test], [card]).plan(
        [arguments_alone(test, test.key)], {}, shipped_tables()
    )
    return [plan.run(firm, DAY)[0].outcome for firm in firms]


def test_a_card_for_the_same_place_gives_way_to_the_draft_and_one_for_others_stays() -> None:
    new = read_pack(PACKS / "chongqing" / "knowledge-value").rules
    assert new.scorecard is not None
    hubei = read_pack(PACKS / "hubei" / "knowledge-value-hb").rules
    points = read_pack(PACKS / "national" / "points").rules
    both = replace(hubei, key="both", scorecard=replace(hubei.scorecard, places=("50", "42")))  # type: ignore[type-var]
    same = replace(hubei, key="same", scorecard=new.scorecard)

    found = with_draft((new, hubei, points, both, same), new)

    assert [each.key for each in found] == [hubei.key, "points", "both", new.key]
    assert found[2].scorecard is not None and found[2].scorecard.places == ("42",)


def test_a_draft_of_anything_but_a_card_that_feeds_has_nothing_behind_it() -> None:
    size, points = (read_pack(PACKS / "national" / name).rules for name in ("size", "points"))

    assert fed_by_draft(None, size) == frozenset()
    assert fed_by_draft(None, points) == {"points"}
    assert not looks_at(size, {"points"})
    assert looks_at(size, {"employees"})  # through the size that is computed from it
    assert cards_of([size, points]) == (points,)
    assert with_draft((points,), size) == (points,)


@pytest.mark.parametrize(
    ("held", "drafted", "founded"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_a_sheet_rests_on_verified_readings_where_both_cards_do(
    tmp_path: Path, held: bool, drafted: bool, founded: bool
) -> None:
    old, new = (
        read_pack(card_folder(tmp_path / str(no), PatentCard(revision=no, verified=verified))).rules
        for no, verified in ((1, held), (2, drafted))
    )
    product = read_offering(scores.PRODUCT, file="offering.yaml")
    behind = behind_of(
        [product], new.key, frozenset({"points"}), {product.key: [Product("P", "P", {})]}
    )

    assert is_founded(Texts(old, new, (), shipped_tables(), DAY, (old,), behind)) is founded
    assert is_founded(Texts(None, product, (), shipped_tables(), DAY, (old,))) is held
