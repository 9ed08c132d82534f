"""What follows the first approval: changes, retirement, and two who act at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kerong.catalogue.approve_listing import approve_listing
from kerong.catalogue.draft_listing import draft_listing
from kerong.catalogue.errors import (
    ListingMoved,
    ListingRetired,
)
from kerong.catalogue.models import Listing, ListingRevision, Revision
from kerong.catalogue.retire_listing import retire_listing
from kerong.catalogue.submit_listing import submit_listing
from kerong.notices.models import Outbox
from kerong.trail.reads import events_of
from tests.build import catalogue as build
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]
State = ListingRevision.State


def kinds_of(listing: Listing) -> list[str]:
    return [event.kind for event in events_of(listing.reference)]


def test_an_approved_form_is_frozen_and_a_change_is_a_new_revision() -> None:
    people = build.bank_people()
    listing = build.on_shelf(people)
    first = listing.live
    assert first is not None

    build.on_shelf(people, build.form(numbers={"multiple": "6"}), code=listing.code)

    listing.refresh_from_db()
    assert listing.live is not None
    assert (listing.live.no, listing.live.numbers["multiple"]) == (2, "6.000000")
    first.refresh_from_db()
    assert (first.state, first.numbers["multiple"]) == (State.APPROVED, "5.000000")
    assert listing.name == "小额快贷"


def test_a_product_on_the_shelf_gets_its_new_name_when_a_second_person_approves_it() -> None:
    people = build.bank_people()
    listing = build.on_shelf(people)
    waiting = build.submitted(people[0], build.form("科创快贷"), code=listing.code)
    listing.refresh_from_db()
    assert listing.name == "小额快贷"
    assert listing.live is not None and waiting.digest != listing.live.digest

    approve_listing(actor=people[1], code=listing.code, digest=waiting.digest, at=MOMENT)

    listing.refresh_from_db()
    assert (listing.name, listing.initials) == ("科创快贷", "kckd")
    assert "科创快贷" in listing.find_text and "小额快贷" not in listing.find_text


def test_a_form_of_before_names_were_kept_leaves_the_name_alone() -> None:
    people = build.bank_people()
    waiting = build.submitted(people[0])
    ListingRevision.objects.filter(pk=waiting.pk).update(name="")

    approve_listing(actor=people[1], code=waiting.listing.code, digest=waiting.digest, at=MOMENT)

    assert Listing.objects.get(pk=waiting.listing_id).name == "小额快贷"


def test_nothing_is_handed_in_for_a_product_off_the_shelf() -> None:
    clerk, approver = build.bank_people()
    listing = build.on_shelf((clerk, approver))
    draft_listing(actor=clerk, at=MOMENT, form=build.form(), code=listing.code)
    retire_listing(actor=approver, code=listing.code, words="停办", at=MOMENT)

    with pytest.raises(ListingRetired):
        submit_listing(actor=clerk, code=listing.code, at=MOMENT)


def test_while_a_change_waits_the_old_form_stays_on_the_shelf() -> None:
    people = build.bank_people()
    listing = build.on_shelf(people)
    build.submitted(people[0], build.form(numbers={"multiple": "7"}), code=listing.code)

    listing.refresh_from_db()

    assert listing.live is not None and listing.live.numbers["multiple"] == "5.000000"
    assert listing.state == Listing.State.LIVE


def test_only_one_form_of_a_product_can_be_open() -> None:
    clerk, _ = build.bank_people()
    waiting = build.submitted(clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        ListingRevision.objects.create(
            listing=waiting.listing,
            no=2,
            numbers={},
            digest="",
            category="x",
            source="x",
            drafted_at=MOMENT,
        )


def test_a_retired_product_leaves_the_shelf_and_cannot_come_back() -> None:
    clerk, approver = build.bank_people()
    listing = build.on_shelf((clerk, approver))

    retired = retire_listing(
        actor=approver, code=listing.code, words="停办", at=MOMENT + timedelta(days=1)
    )

    assert retired.state == Listing.State.RETIRED
    with pytest.raises(ListingRetired):
        retire_listing(actor=approver, code=listing.code, words="停办", at=MOMENT)
    with pytest.raises(ListingRetired):
        draft_listing(actor=clerk, at=MOMENT, form=build.form(), code=listing.code)
    assert kinds_of(listing)[-1] == "listing.retired"


def test_approvers_are_told_of_a_submitted_form_and_clerks_of_its_approval() -> None:
    clerk, approver = build.bank_people()
    build.on_shelf((clerk, approver))

    told = dict(Outbox.objects.values_list("kind", "to"))

    assert told["listing.submitted"] == f"institution:{clerk.institution_id}"
    assert told["listing.approved"] == f"person:{clerk.person_id}"


def test_codes_of_products_follow_one_another(small_loan: Revision) -> None:
    clerk, _ = build.bank_people()

    codes = [build.submitted(clerk).listing.code for _ in range(3)]

    assert codes == ["P000001", "P000002", "P000003"]


def test_a_draft_saved_while_the_form_was_approved_cannot_undo_the_approval(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kerong.catalogue import draft_listing as drafting

    clerk, approver = build.bank_people()
    drafted = draft_listing(actor=clerk, at=MOMENT, form=build.form(), offering="small-loan")
    fill = drafting.fill_revision

    def meanwhile(revision, filled, rules):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(drafting, "fill_revision", fill)
        waiting = submit_listing(actor=clerk, code=drafted.listing.code, at=MOMENT)
        approve_listing(actor=approver, code=waiting.listing.code, digest=waiting.digest, at=MOMENT)
        fill(revision, filled, rules)

    monkeypatch.setattr(drafting, "fill_revision", meanwhile)
    with pytest.raises(ListingMoved), transaction.atomic():
        draft_listing(actor=clerk, at=MOMENT, form=build.form(), code=drafted.listing.code)


def test_two_who_open_a_change_at_once_get_one_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    from kerong.catalogue import draft_listing as drafting

    people = build.bank_people()
    listing = build.on_shelf(people)
    fill = drafting.fill_revision

    def meanwhile(revision, filled, rules):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(drafting, "fill_revision", fill)
        draft_listing(actor=people[1], at=MOMENT, form=build.form(), code=listing.code)
        fill(revision, filled, rules)

    monkeypatch.setattr(drafting, "fill_revision", meanwhile)
    with pytest.raises(ListingMoved):
        draft_listing(actor=people[0], at=MOMENT, form=build.form(), code=listing.code)
