"""Publishing packs: examples run, content is frozen under its number, gaps and changes refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from kerong.catalogue.errors import (
    PackChanged,
    PackFault,
    PackNumberGap,
    PackStrandsListings,
    SecondPersonPublishes,
    SheetMissing,
    SheetOfAnotherText,
)
from kerong.catalogue.models import Offering, Revision
from kerong.catalogue.number import catalogue_stand
from kerong.catalogue.publish_pack import check_pack, publish_pack
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Forbidden
from kerong.rules.errors import RuleTextFault
from kerong.trail.reads import events_of
from tests.build import catalogue as build
from tests.build import parties
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db


def publish(folder: Path) -> Revision:
    return publish_pack(actor=SYSTEM, folder=folder, at=MOMENT).revision


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build.reference()
    return build.pack_folder(tmp_path / "small-loan")


def test_a_sound_pack_becomes_a_frozen_revision(folder: Path) -> None:
    revision = publish(folder)

    assert (revision.offering.code, revision.no) == ("small-loan", 1)
    assert revision.in_force_from.isoformat() == "2026-01-01"
    assert revision.guide.startswith("# 小额贷款")
    assert catalogue_stand().no == 1
    assert [event.kind for event in events_of("offering:small-loan")] == ["pack.published"]


def test_publishing_the_same_content_again_changes_nothing(folder: Path) -> None:
    first = publish(folder)

    again = publish_pack(actor=SYSTEM, folder=folder, at=MOMENT)

    assert (again.revision.pk, again.written) == (first.pk, False)
    assert catalogue_stand().no == 1


@pytest.mark.parametrize("name", ["offering.yaml", "examples.yaml", "README.md"])
def test_changed_content_under_a_published_number_is_refused(folder: Path, name: str) -> None:
    publish(folder)
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(text.replace("小额", "微额").replace("十万", "拾万"))

    with pytest.raises(PackChanged):
        publish(folder)


def test_a_new_number_brings_a_new_revision_and_keeps_the_old(folder: Path) -> None:
    publish(folder)
    build.pack_folder(folder, build.PACK_TEXT.replace("revision: 1", "revision: 2"))

    second = build.published_next(folder)

    assert second.no == 2
    assert list(Revision.objects.order_by("no").values_list("no", flat=True)) == [1, 2]
    assert Offering.objects.count() == 1


def test_a_number_out_of_turn_is_refused(folder: Path) -> None:
    build.pack_folder(folder, build.PACK_TEXT.replace("revision: 1", "revision: 3"))

    with pytest.raises(PackNumberGap) as refusal:
        publish(folder)

    assert refusal.value.facts["expected"] == 1


def test_an_example_that_comes_out_differently_stops_the_publishing(folder: Path) -> None:
    wrong = build.EXAMPLES_TEXT.replace('limit_yuan: "500000.00"', 'limit_yuan: "510000.00"')
    build.pack_folder(folder, examples=wrong)

    with pytest.raises(PackFault) as refusal:
        publish(folder)

    assert "510000.00" in refusal.value.say("en") and "500000.00" in refusal.value.say("zh-hans")
    assert Revision.objects.count() == 0


def test_two_examples_are_too_few_and_one_must_be_refused(folder: Path) -> None:
    granted = build.EXAMPLES_TEXT.split("  - name: 纳税不足")[0]
    build.pack_folder(folder, examples=granted)

    problems = [problem.en for problem in check_pack(folder).problems]

    assert any("at least 3" in problem for problem in problems)
    assert "no example fails" in problems


def test_checking_says_what_is_wrong_and_writes_nothing(folder: Path) -> None:
    sound = check_pack(folder)
    (folder / "offering.yaml").write_text("key: small-loan\nrevision: one\n")
    broken = check_pack(folder)

    assert sound.is_sound and sound.examples == 3
    assert sound.document()["problems"] == []
    assert not broken.is_sound
    assert "small-loan/offering.yaml" in broken.problems[0].en
    assert Revision.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "nearest"), [("form.yaml", ""), ("example.yaml", "examples.yaml"), ("notes.txt", "")]
)
def test_a_file_that_nothing_would_read_is_refused(folder: Path, name: str, nearest: str) -> None:
    (folder / name).write_text("questions: []\n", encoding="utf-8")

    (problem,) = check_pack(folder).problems

    assert name in problem.zh and nearest in problem.zh


def test_what_an_editor_hides_in_the_folder_is_no_part_of_the_pack(folder: Path) -> None:
    before = publish(folder)
    (folder / ".offering.yaml.swp").write_bytes(b"\x00")

    assert publish(folder) == before


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "examples.yaml").unlink()

    with pytest.raises(RuleTextFault) as refusal:
        publish(folder)

    assert refusal.value.facts["file"] == "small-loan/examples.yaml"


@pytest.mark.parametrize(
    "examples",
    [
        "examples: none\n",
        "examples:\n  - granted\n",
        "examples:\n  - {name: 无日期, facts: {}, expect: {}}\n",
        'examples:\n  - {name: 错日, day: "2026-02-30", facts: {}, expect: {}}\n',
        "examples:\n  - {name: 多一项, day: 2026-03-06, facts: {}, expect: {}, colour: red}\n",
        "cases: []\n",
    ],
)
def test_examples_are_read_strictly(folder: Path, examples: str) -> None:
    build.pack_folder(folder, examples=examples)

    with pytest.raises(RuleTextFault):
        publish(folder)


def test_an_example_about_an_unknown_fact_or_number_is_a_problem_not_a_crash(folder: Path) -> None:
    text = build.EXAMPLES_TEXT.replace("{tax_paid:", "{tax_pait:").replace(
        "amount_cap: 100万, multiple", "amount_cap: 9亿, multiple"
    )
    build.pack_folder(folder, examples=text)

    report = check_pack(folder)

    assert len(report.problems) == 3


def test_a_revision_that_strands_a_product_on_the_shelf_is_refused(folder: Path) -> None:
    publish(folder)
    listing = build.on_shelf()
    narrowed = build.PACK_TEXT.replace("revision: 1", "revision: 2").replace("1000万", "50万")
    examples = build.EXAMPLES_TEXT.replace("100万", "50万")
    build.pack_folder(folder, narrowed, examples)

    with pytest.raises(PackStrandsListings) as refusal:
        build.published_next(folder)

    assert refusal.value.facts["listings"] == [listing.code]


@pytest.mark.parametrize("role", [roles.INSTITUTION_ADMIN, roles.FIRM_OWNER, roles.OFFICER])
def test_only_the_operator_publishes(folder: Path, role: str) -> None:
    with pytest.raises(Forbidden):
        publish_pack(actor=parties.actor(role), folder=folder, at=MOMENT)


def second_text(folder: Path) -> Path:
    publish(folder)
    return build.pack_folder(folder, build.PACK_TEXT.replace("revision: 1", "revision: 2"))


def test_a_later_revision_must_cite_a_sheet_even_from_the_system(folder: Path) -> None:
    second_text(folder)

    with pytest.raises(SheetMissing):
        publish(folder)
    with pytest.raises(SheetMissing):
        publish_pack(actor=parties.actor(roles.OPERATOR), folder=folder, at=MOMENT)


def test_a_person_cites_a_sheet_for_a_first_revision_too(folder: Path) -> None:
    with pytest.raises(SheetMissing):
        publish_pack(actor=parties.actor(roles.OPERATOR), folder=folder, at=MOMENT)

    assert build.published_next(folder).no == 1


def test_a_sheet_of_another_text_does_not_count(folder: Path) -> None:
    other = build.tried(second_text(folder))
    build.pack_folder(folder, guide="# 另一文本\n", offering=revision_two())

    with pytest.raises(SheetOfAnotherText):
        publish_pack(actor=parties.actor(roles.OPERATOR), folder=folder, at=MOMENT, sheet=other)


def revision_two() -> str:
    return build.PACK_TEXT.replace("revision: 1", "revision: 2")


@pytest.mark.parametrize("by_system", [False, True])
def test_whoever_made_the_sheet_may_not_publish_nor_may_the_system(
    folder: Path, by_system: bool
) -> None:
    author = parties.actor(roles.OPERATOR)
    sheet = replace(build.tried(second_text(folder)), author_id=author.person_id or 0)

    with pytest.raises(SecondPersonPublishes):
        publish_pack(actor=SYSTEM if by_system else author, folder=folder, at=MOMENT, sheet=sheet)


def test_the_trail_names_the_sheet(folder: Path) -> None:
    build.published_next(second_text(folder))

    assert events_of("offering:small-loan")[-1].facts["sheet"] == "e" * 64
