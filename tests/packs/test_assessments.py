"""Every scorecard and class test: it reads, its examples come out, its guide says what is ours."""

import pytest

from kerong.catalogue.examples import outcome_of, run_examples
from kerong.catalogue.pack_files import LEAST_EXAMPLES, Pack, read_pack
from kerong.config.paths import PACKS
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.offering import CLASS, LISTED_KINDS, SCORECARD
from kerong.rules.scorecards.card import DIRECT
from kerong.rules.vocabulary import vocabulary

FOLDERS = sorted(
    path.parent for path in PACKS.glob("*/*/offering.yaml") if path.parts[-3] != "demo-zone"
)
NAMES = {
    *("size", "tech-sme", "hnte", "city-tech", "innovative-sme", "srdi", "little-giant"),
    *("gazelle", "unicorn", "hard-tech", "points", "points-2022", "points-district"),
    *("knowledge-value", "knowledge-value-hb", "hnte-innovation", "ip-pledge"),
    *("shop-preapproval", "seed-firm", "seedling-firm", "listing-main", "listing-chinext"),
    *("listing-star", "listing-star-attribute", "listing-bse"),
    *("listing-neeq-base", "listing-neeq-innovation"),
}
MOST_LINES = 200


@pytest.fixture(params=FOLDERS, ids=[folder.name for folder in FOLDERS])
def pack(request: pytest.FixtureRequest) -> Pack:
    return read_pack(request.param)


def test_every_score_and_class_that_is_promised_has_a_pack() -> None:
    assert {folder.name for folder in FOLDERS} == NAMES


def test_the_worked_examples_come_out_as_their_author_expects(pack: Pack) -> None:
    problems = run_examples(pack, shipped_tables())

    assert [f"{each.place}: {each.en}" for each in problems] == []


def test_there_are_at_least_three_examples_and_they_disagree(pack: Pack) -> None:
    assert len(pack.examples) >= LEAST_EXAMPLES
    expected = [sorted(map(repr, example.expect.items())) for example in pack.examples]
    assert len({repr(each) for each in expected}) >= 2


def test_a_pack_stays_small_enough_to_review(pack: Pack) -> None:
    folder = next(each for each in FOLDERS if each.name == pack.folder)

    assert pack.rules.key == pack.folder
    for path in folder.glob("*.yaml"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, path.name


def test_it_is_no_product_and_a_scorecard_has_its_indicators(pack: Pack) -> None:
    rules = pack.rules

    assert rules.kind not in LISTED_KINDS
    assert not rules.fields
    if rules.kind == SCORECARD:
        assert rules.scorecard is not None
        assert rules.scorecard.indicators


def test_the_guide_names_examples_basis_and_what_nobody_verified(pack: Pack) -> None:
    for heading in ("## 算例", "## 依据"):
        assert heading in pack.guide, heading
    for example in pack.examples:
        assert example.name in pack.guide
    if not pack.rules.basis.verified:
        assert "未核实" in pack.guide
        assert "不是国家或地方公布的标准" in pack.guide


def test_every_line_speaks_both_languages_and_cites_its_clause(pack: Pack) -> None:
    for condition in pack.rules.conditions.values():
        assert condition.clause
        assert condition.say.zh and condition.say.en


def test_every_indicator_cites_its_clause_and_comes_from_a_category_of_evidence(
    pack: Pack,
) -> None:
    card = pack.rules.scorecard
    for indicator in card.indicators if card else ():
        assert indicator.clause
        assert indicator.title.zh and indicator.title.en
        if indicator.raw in vocabulary() and indicator.function != DIRECT:
            fact = vocabulary().fact(indicator.raw)
            assert fact.derived or fact.category == indicator.category, indicator.code


def test_with_everything_unknown_nothing_is_met_and_no_score_is_made_up(pack: Pack) -> None:
    example = pack.examples[0]
    bare = type(example)(example.name, example.on, example.as_of, {}, {}, {})

    found = outcome_of(pack, bare, shipped_tables())

    assert found["outcome"] == "unknown" or pack.rules.kind == SCORECARD
    assert found["missing"]
    if pack.rules.scorecard is not None:
        assert found["value"] is None
        assert set(found["points"].values()) == {None}


@pytest.mark.parametrize(
    "indicators", [("points", 12), ("points-2022", 18), ("points-district", 30)]
)
def test_the_points_cards_have_the_number_of_indicators_of_their_edition(
    indicators: tuple[str, int],
) -> None:
    name, count = indicators
    pack = read_pack(next(each for each in FOLDERS if each.name == name))

    assert pack.rules.scorecard is not None
    assert len(pack.rules.scorecard.indicators) == count
    assert pack.rules.scorecard.feeds == "points"
    assert not pack.rules.basis.verified  # nobody has published the weights


def test_only_the_layers_of_neeq_are_class_tests_whose_document_nobody_saw() -> None:
    unseen = {
        pack.rules.key
        for pack in map(read_pack, FOLDERS)
        if pack.rules.kind == CLASS and not pack.rules.basis.verified
    }

    assert unseen == {"listing-neeq-base", "listing-neeq-innovation"}
