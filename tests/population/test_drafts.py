"""Drafts: sent in, tried once at a time, published by a second person who cites the sheet."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kerong.catalogue.errors import SecondPersonPublishes
from kerong.catalogue.models import Listing, Revision
from kerong.catalogue.retire_listing import retire_listing
from kerong.kernel import roles
from kerong.kernel.errors import Forbidden
from kerong.population.drafts import products_for
from kerong.population.effects import GAINS
from kerong.population.errors import (
    DraftFilesMissing,
    DraftPublished,
    DraftTooLarge,
    DraftUnsound,
    RunInHand,
    SheetNotFound,
    SheetOutdated,
    SheetUnfinished,
)
from kerong.population.models import PackDraft, Run
from kerong.population.publish_draft import publish_draft
from kerong.population.send_draft import MOST_BYTES, send_draft
from kerong.population.trial import Texts, Trial
from kerong.population.try_draft import Budget, try_draft
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1.columns import columns_of
from kerong.rules.errors import RuleTextFault
from tests.build import catalogue, parties
from tests.build import population as build
from tests.build.parties import MOMENT
from tests.build.policies import packs
from tests.build.whatif import body, draft_folder, sent, tried

pytestmark = pytest.mark.django_db
DAY, LATER = build.DAY, MOMENT + timedelta(hours=1)


@pytest.fixture
def shelf(tmp_path: Path) -> Listing:
    """The small loan in force, one product of it on the shelf: five times the tax from 5万 on."""
    catalogue.published(tmp_path / "small-loan")
    return catalogue.on_shelf()


# --- asking ---


def test_what_is_in_force_already_is_not_tried(shelf: Listing, tmp_path: Path) -> None:
    officer = build.officer()
    draft = sent(tmp_path / "small-loan", officer)

    with pytest.raises(DraftPublished):
        try_draft(actor=officer, digest=draft.digest, budget=Budget(), at=MOMENT, on=DAY)


def test_the_same_person_waits_for_the_same_trial(shelf: Listing, tmp_path: Path) -> None:
    officer = build.officer()
    draft = sent(draft_folder(tmp_path), officer)
    asked = {"digest": draft.digest, "budget": Budget(), "at": MOMENT, "on": DAY}
    try_draft(actor=officer, **asked)

    with pytest.raises(RunInHand):
        try_draft(actor=officer, **asked)
    assert try_draft(actor=build.officer(), **asked).run.state == Run.State.PLANNED


def test_a_draft_nobody_sent_is_not_there() -> None:
    with pytest.raises(SheetNotFound):
        try_draft(actor=build.officer(), digest="0" * 64, budget=Budget(), at=MOMENT, on=DAY)


def test_the_same_files_are_one_draft(tmp_path: Path) -> None:
    catalogue.reference()
    folder = catalogue.pack_folder(tmp_path / "small-loan")

    assert sent(folder).pk == sent(folder).pk


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda files: files.pop("README.md"), DraftFilesMissing),
        (lambda files: files.update({"README.md": b"x" * (MOST_BYTES + 1)}), DraftTooLarge),
        (lambda files: files.update({"README.md": b"\xff\xfe"}), DraftTooLarge),
        (lambda files: files.update({"offering.yaml": b"key: small-loan\n"}), RuleTextFault),
        (
            lambda files: files.update(
                {"examples.yaml": files["examples.yaml"].replace(b"500000.00", b"1.00")}
            ),
            DraftUnsound,
        ),
    ],
)
def test_files_that_make_no_sound_pack_are_refused(
    tmp_path: Path, change: Any, fault: type[Exception]
) -> None:
    catalogue.reference()
    files = build.files_in(catalogue.pack_folder(tmp_path / "small-loan"))
    change(files)

    with pytest.raises(fault):
        send_draft(actor=build.officer(), files=files, at=MOMENT)
    assert not PackDraft.objects.exists()


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.INSTITUTION_ADMIN, roles.FIRM_OWNER])
def test_only_officers_and_the_operator_try(role: str) -> None:
    with pytest.raises(Forbidden):
        send_draft(actor=parties.actor(role), files={}, at=MOMENT)


# --- publishing ---


def test_a_second_operator_publishes_citing_the_sheet(shelf: Listing, tmp_path: Path) -> None:
    author = build.operator()
    sheet = tried(draft_folder(tmp_path), author)

    with pytest.raises(SecondPersonPublishes):
        publish_draft(actor=author, run_no=sheet.run.no, at=LATER)
    published = publish_draft(actor=build.operator(), run_no=sheet.run.no, at=LATER)

    assert published.written and published.revision.no == 2
    assert published.revision.digest == sheet.draft.digest


def test_a_trial_under_way_cannot_be_cited(shelf: Listing, tmp_path: Path) -> None:
    officer = build.officer()
    draft = sent(draft_folder(tmp_path), officer)
    sheet = try_draft(actor=officer, digest=draft.digest, budget=Budget(), at=MOMENT, on=DAY)

    with pytest.raises(SheetUnfinished):
        publish_draft(actor=build.operator(), run_no=sheet.run.no, at=LATER)


def test_a_sheet_against_a_text_no_longer_in_force_is_outdated(
    shelf: Listing, tmp_path: Path
) -> None:
    first = tried(draft_folder(tmp_path))
    other = catalogue.pack_folder(
        tmp_path / "other",
        catalogue.PACK_TEXT.replace("revision: 1", "revision: 2"),
        guide="# 另一\n",
    )
    second = tried(other)
    publish_draft(actor=build.operator(), run_no=second.run.no, at=LATER)

    with pytest.raises(SheetOutdated):
        publish_draft(actor=build.operator(), run_no=first.run.no, at=LATER)
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("published_on", [DAY, DAY + timedelta(days=40)])
def test_a_sheet_is_outdated_by_a_revision_that_opens_after_its_day(
    shelf: Listing, tmp_path: Path, published_on: date
) -> None:
    """Whether the newer one is open on the day of publishing or not: it is held against neither."""
    first = tried(draft_folder(tmp_path))
    text = catalogue.PACK_TEXT.replace("revision: 1", "revision: 2")
    opens = text.replace("from: 2026-01-01", "from: 2026-04-01")
    catalogue.published_next(catalogue.pack_folder(tmp_path / "other", opens))

    with pytest.raises(SheetOutdated):
        publish_draft(actor=build.operator(), run_no=first.run.no, at=LATER + (published_on - DAY))


def test_a_text_that_is_over_is_followed_by_one_held_against_nothing(tmp_path: Path) -> None:
    """The first revision ended in February; a trial in March has nothing to be held against."""
    catalogue.published(tmp_path / "small-loan")
    Revision.objects.update(in_force_until=date(2026, 2, 28))
    sheet = tried(draft_folder(tmp_path))

    published = publish_draft(actor=build.operator(), run_no=sheet.run.no, at=LATER)

    assert sheet.against == "" and published.revision.no == 2


def test_products_that_left_the_shelf_meanwhile_still_count_in_the_trial(
    shelf: Listing, tmp_path: Path
) -> None:
    build.firms(6)
    officer = build.officer()
    draft = sent(draft_folder(tmp_path), officer)
    sheet = try_draft(actor=officer, digest=draft.digest, budget=Budget(), at=MOMENT, on=DAY)
    approver = parties.actor(roles.INSTITUTION_APPROVER, institution=shelf.institution)
    retire_listing(actor=approver, code=shelf.code, words="停办", at=LATER)

    build.worked(sheet.run, LATER)

    sheet.refresh_from_db()
    assert body(sheet)["counts"]["after"]["meets"] == 2


def test_a_policy_is_tried_with_the_numbers_of_its_clauses() -> None:
    (pack,) = [each for each in packs() if each.folder == "hightech-listing"]

    products = products_for(pack, DAY)

    assert [each.code for each in products] == ["PC001", "PC002"]
    assert products[0].numbers == {"amount": "50万", "ask_reform": True}
    trial = Trial(Texts(None, pack.rules, tuple(products), shipped_tables(), DAY))
    accepted = {"zone_registered_on": DAY, "zone_taxed_on": DAY, "is_ipo_accepted": True}
    (tried,) = trial.over(columns_of([("firm", accepted)]))
    assert trial.stranded == []
    assert (tried.effect, tried.after.limit_fen) == (GAINS, 1_000_000_00)
