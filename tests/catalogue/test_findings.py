"""Findings: kept once, made again byte for byte, and only their digest left after erasing."""

from datetime import timedelta

import pytest

from kerong.catalogue.erase_findings import erase_findings
from kerong.catalogue.errors import ListingAbsent
from kerong.catalogue.keep_finding import keep_finding
from kerong.catalogue.models import ReferenceSheet, StoredFinding
from kerong.catalogue.reference_sheets import hold_reference, tables_in
from kerong.catalogue.replay_findings import replay_all
from kerong.catalogue.retire_listing import retire_listing
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.kernel.errors import Forbidden, NotFound
from kerong.parties.models import Enterprise
from kerong.reference.models import IndustrySize, Lpr
from kerong.reference.versions import LPR, SIZES, moved
from tests.build import catalogue as build
from tests.build import parties
from tests.build.catalogue import DAY
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]
FACTS = {"founded_on": "2020-01-01", "tax_paid": "100000.00", "is_overdue_now": False}


def owner_of(firm: Enterprise) -> Actor:
    return parties.actor(roles.FIRM_OWNER, enterprise=firm)


def keep(firm: Enterprise, code: str, **given: object) -> StoredFinding:
    return keep_finding(
        enterprise=firm,
        code=code,
        facts=build.facts(**{**FACTS, **given}),
        as_of=DAY,
        on=DAY,
        actor=owner_of(firm),
        at=MOMENT,
    )


def report() -> dict:  # type: ignore[type-arg]
    return replay_all(actor=SYSTEM).document()


def test_the_same_answer_is_kept_once_for_a_firm_and_once_for_another() -> None:
    listing = build.on_shelf()
    firm, other = parties.enterprise(), parties.enterprise()

    first, again = keep(firm, listing.code), keep(firm, listing.code)

    assert first.pk == again.pk
    assert keep(other, listing.code).digest == first.digest
    assert StoredFinding.objects.count() == 2


def test_a_finding_holds_codes_and_values_but_no_sentences() -> None:
    kept = keep(parties.enterprise(), build.on_shelf().code)

    assert '"tax_paid":10000000' in kept.body
    assert "年纳税" not in kept.body and "第三条" not in kept.body


def test_every_finding_comes_out_again_byte_for_byte() -> None:
    people = build.bank_people()
    listing = build.on_shelf(people)
    firm = parties.enterprise()
    for tax in ("40000.00", "50000.00", "90000.00"):
        keep(firm, listing.code, tax_paid=tax)

    assert report() == {"findings": 3, "identical": 3, "different": [], "erased": 0}


def test_old_findings_survive_every_later_change_of_rules_numbers_and_tables(tmp_path) -> None:  # type: ignore[no-untyped-def]
    people = build.bank_people()
    listing = build.on_shelf(people)
    keep(parties.enterprise(), listing.code)

    build.on_shelf(people, build.form(numbers={"multiple": "9"}), code=listing.code)
    second = build.PACK_TEXT.replace("revision: 1", "revision: 2").replace("第三条", "第九条")
    folder = build.pack_folder(tmp_path / "second", second)
    build.published_next(folder, MOMENT + timedelta(days=2))
    Lpr.objects.create(published_on=DAY, one_year_ppm=10_000, five_year_ppm=20_000, source="示例")
    IndustrySize.objects.update(employees="9;8;7")
    moved(LPR)
    moved(SIZES)
    retire_listing(actor=people[1], code=listing.code, words="停办", at=MOMENT + timedelta(days=3))

    assert report() == {"findings": 1, "identical": 1, "different": [], "erased": 0}


def test_a_finding_somebody_altered_is_named() -> None:
    listing = build.on_shelf()
    kept = keep(parties.enterprise(), listing.code)
    altered = kept.body.replace('"outcome":"meets"', '"outcome":"fails"', 1)
    StoredFinding.objects.filter(pk=kept.pk).update(body=altered)

    assert report()["different"] == [kept.digest]


def test_material_somebody_altered_is_named() -> None:
    listing = build.on_shelf()
    kept = keep(parties.enterprise(), listing.code)
    revision = kept.listing_revision
    type(revision).objects.filter(pk=revision.pk).update(
        numbers={**revision.numbers, "multiple": "2"}
    )

    assert report()["different"] == [kept.digest]


def test_an_erased_finding_replays_as_erased() -> None:
    listing = build.on_shelf()
    firm, other = parties.enterprise(), parties.enterprise()
    keep(firm, listing.code)
    keep(other, listing.code)

    erased = erase_findings(enterprise=firm, reason="本人要求", actor=SYSTEM, at=MOMENT)

    assert erased == 1
    assert StoredFinding.objects.get(enterprise=firm).body == ""
    assert report() == {"findings": 2, "identical": 1, "different": [], "erased": 1}


def test_only_the_firm_itself_keeps_findings_and_only_auditors_replay() -> None:
    listing = build.on_shelf()
    firm = parties.enterprise()

    with pytest.raises(NotFound):
        keep_finding(
            enterprise=firm,
            code=listing.code,
            facts={},
            as_of=DAY,
            on=DAY,
            actor=owner_of(parties.enterprise()),
            at=MOMENT,
        )
    with pytest.raises(Forbidden):
        replay_all(actor=owner_of(firm))
    with pytest.raises(ListingAbsent):
        keep(firm, "P424242")


def test_reference_tables_put_aside_are_read_back_as_they_were() -> None:
    name = hold_reference(build.tables(), MOMENT)

    assert hold_reference(build.tables(), MOMENT) == name
    assert tables_in(ReferenceSheet.objects.get(pk=name)) == build.tables()
