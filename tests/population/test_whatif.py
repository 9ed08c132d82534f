"""What-if sheets: the draft beside what is in force, over every firm, named by a digest."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kerong.catalogue.models import Listing
from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.kernel.actor import SYSTEM
from kerong.population import ask_run as asking
from kerong.population.drafts import trial_of
from kerong.population.models import WhatIfChange
from kerong.population.sheets import cost_of
from kerong.population.tally import added, tally_of
from kerong.rules.engine_1.columns import columns_of
from kerong.rules.factsfile import read_facts_document
from kerong.rules.vocabulary import vocabulary
from tests.build import catalogue
from tests.build import population as build
from tests.build.parties import MOMENT
from tests.build.whatif import body, draft_folder, effects, tried

pytestmark = pytest.mark.django_db
DAY, LATER = build.DAY, MOMENT + timedelta(hours=1)
WAN = build.WAN_FEN


@pytest.fixture
def shelf(tmp_path: Path) -> Listing:
    """The small loan in force, one product of it on the shelf: five times the tax from 5万 on."""
    catalogue.published(tmp_path / "small-loan")
    return catalogue.on_shelf()


STRICTER = ("fact: tax_paid, at_least: $min_tax", "fact: tax_paid, more_than: $min_tax")


def test_nobody_gains_or_loses_by_a_draft_that_changes_no_answer(
    shelf: Listing, tmp_path: Path
) -> None:
    build.firms(6)

    assert effects(tried(draft_folder(tmp_path))) == {"none": 6}


def test_a_firm_exactly_on_the_threshold_loses_by_a_stricter_line(
    shelf: Listing, tmp_path: Path
) -> None:
    firms = build.firms(6, tax_wan=3)
    folder = draft_folder(tmp_path, STRICTER)
    examples = catalogue.EXAMPLES_TEXT.replace(
        'expect: {outcome: meets, limit_yuan: "250000.00"}',
        'expect: {outcome: fails, limit_yuan: "250000.00"}',
    )
    (folder / "examples.yaml").write_text(examples, encoding="utf-8")

    sheet = tried(folder)

    assert effects(sheet) == {"loses": 1, "none": 5}
    (loser,) = WhatIfChange.objects.filter(effect="loses")
    assert loser.enterprise == firms[2]
    assert (loser.before, loser.after, loser.before_fen, loser.after_fen) == (
        "meets",
        "fails",
        25 * WAN,
        None,
    )
    assert body(sheet)["counts"]["flips"] == {shelf.code: {"meets>fails": 1}}


def test_amounts_are_each_firms_best_product_once_and_add_up_by_group(
    shelf: Listing, tmp_path: Path
) -> None:
    catalogue.on_shelf(filled=catalogue.form("另一快贷", numbers={"multiple": "4"}))
    build.firms(2, tax_wan=5)
    build.firm(
        {"tax_paid": str(6 * WAN), "founded_on": "2015-05-20", "is_overdue_now": "false"},
        division_code="330106",
    )
    folder = draft_folder(tmp_path, ("$multiple * tax_paid", "$multiple * tax_paid / 2"))
    examples = (
        catalogue.EXAMPLES_TEXT.replace('"500000.00"', '"250000.00"')
        .replace('"240000.00"', '"120000.00"')
        .replace('limit_yuan: "250000.00"}\n', 'limit_yuan: "120000.00"}\n', 2)
    )
    examples = examples.replace('limit_yuan: "120000.00"}', 'limit_yuan: "250000.00"}', 1)
    (folder / "examples.yaml").write_text(examples, encoding="utf-8")

    counts = body(tried(folder))["counts"]

    assert counts["amounts"] == {
        "before_fen": (25 + 30 + 30) * WAN,
        "after_fen": (12 + 15 + 15) * WAN,
    }
    by = counts["by"]["district"]
    assert by["500107"]["before_fen"] + by["330106"]["before_fen"] == 85 * WAN
    assert {name: cell["loses"] for name, cell in by.items()} == {"500107": 2, "330106": 1}
    assert counts["by"]["industry"]["C"]["firms"] == 3
    assert counts["by"]["size"]["-"]["firms"] == 3


def test_firms_within_two_percent_of_a_threshold_are_named(shelf: Listing, tmp_path: Path) -> None:
    for fen in (4_900_000, 4_899_999, 5_000_000, 5_100_000, 5_100_001):
        build.firm({"tax_paid": str(fen)})

    sheet = tried(draft_folder(tmp_path))

    assert body(sheet)["counts"]["near"] == {"tax_paid": 3}
    near = WhatIfChange.objects.filter(is_near=True)
    assert near.count() == 3 and set(near.values_list("effect", flat=True)) == {"none"}


def test_a_firm_whose_facts_are_unknown_is_neither_gain_nor_loss(
    shelf: Listing, tmp_path: Path
) -> None:
    build.firm({"employees": "3"})
    folder = draft_folder(
        tmp_path,
        ("min_years: {type: count", "least_years: {type: count"),
        ("at_least: $min_years", "at_least: $least_years"),
    )

    counts = body(tried(folder))["counts"]

    assert counts["before"] == {"unknown": 1}
    assert counts["after"] == {"fails": 1}
    assert counts["effects"]["shifts"] == 1


def test_products_whose_numbers_the_draft_refuses_are_named(shelf: Listing, tmp_path: Path) -> None:
    folder = draft_folder(tmp_path, ("to: 1000万", "to: 50万"))
    examples = catalogue.EXAMPLES_TEXT.replace("100万", "50万")
    (folder / "examples.yaml").write_text(examples, encoding="utf-8")

    assert body(tried(folder))["stranded"] == [shelf.code]


def test_a_new_offering_is_tried_on_the_numbers_of_its_first_example(tmp_path: Path) -> None:
    catalogue.reference()
    build.firms(6)
    folder = catalogue.pack_folder(tmp_path / "new")

    sheet = tried(folder)

    assert sheet.against == ""
    assert effects(sheet) == {"gains": 2, "none": 4}


def test_a_scorecard_is_tried_by_its_points(tmp_path: Path) -> None:
    catalogue.reference()
    source = PACKS / "national/size"
    publish_pack(actor=SYSTEM, folder=source, at=MOMENT - timedelta(days=1))
    build.firm({"employees": "120", "operating_revenue": "5000000000", "total_assets": "1"})
    folder = tmp_path / "size"
    folder.mkdir()
    for path in source.iterdir():
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text.replace("revision: 1", "revision: 2"), "utf-8")

    sheet = tried(folder)

    assert body(sheet)["counts"]["before"] == body(sheet)["counts"]["after"] == {"meets": 1}


def test_a_class_is_tried_with_what_the_scorecards_in_force_feed(tmp_path: Path) -> None:
    """The first examples of both packs in one firm: 75 points where more than 70 are asked."""
    catalogue.reference()
    facts: dict[str, Any] = {}
    for name in ("hnte-innovation", "hnte"):
        folder = PACKS / "national" / name
        publish_pack(actor=SYSTEM, folder=folder, at=MOMENT - timedelta(days=1))
        example = read_pack(folder).examples[0]
        document = {"as_of": example.as_of.isoformat(), "facts": dict(example.facts)}
        facts |= read_facts_document(document, vocabulary()).facts
    del facts["hnte_innovation_points"]
    build.firm()
    draft = tmp_path / "hnte"
    draft.mkdir()
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").replace("revision: 1", "revision: 9")
        (draft / path.name).write_text(text, encoding="utf-8")

    (found,) = trial_of(tried(draft).run).over(columns_of([("firm", facts)]))

    assert found.before.outcome == found.after.outcome == "meets"


# --- the sheet ---


def test_the_same_draft_on_the_same_firms_has_the_same_digest_whoever_asks_and_however_cut(
    shelf: Listing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.firms(7)
    folder = draft_folder(tmp_path)
    one = tried(folder)
    again = tried(folder, build.officer())

    assert one.digest == again.digest and one.author_id != again.author_id
    monkeypatch.setattr(asking, "TRIAL_BLOCK_SIZE", 2)
    cut = tried(folder, build.officer())
    facts = {"facts": ""}
    assert body(cut) | facts == body(one) | facts


def test_tallies_add_up_entry_by_entry() -> None:
    assert added({"a": 1, "b": {"x": 2}}, {"b": {"x": 3, "y": 1}, "c": 4}) == {
        "a": 1,
        "b": {"x": 5, "y": 1},
        "c": 4,
    }
    assert tally_of([])["firms"] == 0


@pytest.mark.parametrize(
    ("share", "budget", "after", "left"),
    [
        (None, 100, None, None),
        (20_000, None, 2_000_000, None),
        (20_000, 3_000_000, 2_000_000, 1_000_000),
        (20_000, 1_000_000, 2_000_000, -1_000_000),
        (1, None, 100, None),
    ],
)
def test_the_cost_is_the_share_of_the_amounts_rounded_once(
    share: int | None, budget: int | None, after: int | None, left: int | None
) -> None:
    total = {"amounts": {"before_fen": 0, "after_fen": 100_000_000}}

    found = cost_of(total, budget, share)

    assert (found["after_fen"], found["left_fen"]) == (after, left)


def test_half_a_fen_is_rounded_up() -> None:
    total = {"amounts": {"before_fen": 0, "after_fen": 500_000}}

    assert cost_of(total, None, 1)["after_fen"] == 1
