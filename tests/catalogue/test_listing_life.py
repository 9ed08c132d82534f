"""The life of a listing: drafted, submitted, returned or approved by a second person, retired."""

import pytest
from django.db import IntegrityError, transaction

from kerong.catalogue.approve_listing import approve_listing
from kerong.catalogue.draft_listing import draft_listing
from kerong.catalogue.errors import (
    ListingAbsent,
    ListingMoved,
    ListingTextFault,
    OfferingAbsent,
    ReturnNeedsWords,
    SamePerson,
    WrongListingState,
)
from kerong.catalogue.models import Listing, ListingRevision
from kerong.catalogue.number import catalogue_stand
from kerong.catalogue.retire_listing import retire_listing
from kerong.catalogue.return_listing import return_listing
from kerong.catalogue.submit_listing import submit_listing
from kerong.kernel import roles
from kerong.kernel.errors import Forbidden
from kerong.notices.models import Outbox
from kerong.rules.errors import ListingNumbersFault
from kerong.trail.reads import events_of
from tests.build import catalogue as build
from tests.build import parties
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]
State = ListingRevision.State


def kinds_of(listing: Listing) -> list[str]:
    return [event.kind for event in events_of(listing.reference)]


def test_a_form_filled_by_one_and_approved_by_another_stands_on_the_shelf() -> None:
    clerk, approver = build.bank_people()
    before = catalogue_stand()

    listing = build.on_shelf((clerk, approver))

    listing.refresh_from_db()
    assert listing.state == Listing.State.LIVE
    assert listing.live is not None and listing.live.approved_by_id == approver.person_id
    assert listing.live.drafted_by_id == clerk.person_id
    assert catalogue_stand().no == before.no + 1
    assert catalogue_stand().stamp != before.stamp
    assert kinds_of(listing) == ["listing.drafted", "listing.submitted", "listing.approved"]


def test_whoever_filled_the_form_cannot_approve_it() -> None:
    bank = parties.institution()
    approver = parties.actor(roles.INSTITUTION_APPROVER, institution=bank)
    waiting = build.submitted(approver)

    with pytest.raises(SamePerson):
        approve_listing(actor=approver, code=waiting.listing.code, digest=waiting.digest, at=MOMENT)


def test_the_database_itself_refuses_the_same_person_twice() -> None:
    listing = build.on_shelf()

    with pytest.raises(IntegrityError), transaction.atomic():
        live = ListingRevision.objects.get(pk=listing.live_id)
        ListingRevision.objects.filter(pk=live.pk).update(approved_by_id=live.drafted_by_id)


def test_a_clerk_may_not_approve() -> None:
    clerk, _ = build.bank_people()
    other = parties.actor(roles.INSTITUTION_CLERK, institution=institution_of(clerk))
    waiting = build.submitted(clerk)

    with pytest.raises(Forbidden):
        approve_listing(actor=other, code=waiting.listing.code, digest=waiting.digest, at=MOMENT)


def institution_of(actor):  # type: ignore[no-untyped-def]
    from kerong.parties.models import Institution

    return Institution.objects.get(pk=actor.institution_id)


def test_another_bank_finds_no_such_product() -> None:
    listing = build.on_shelf()
    stranger, boss = build.bank_people()

    for act in (
        lambda: draft_listing(actor=stranger, at=MOMENT, form=build.form(), code=listing.code),
        lambda: submit_listing(actor=stranger, code=listing.code, at=MOMENT),
        lambda: approve_listing(actor=boss, code=listing.code, digest="x", at=MOMENT),
        lambda: return_listing(actor=boss, code=listing.code, words="不符", at=MOMENT),
        lambda: retire_listing(actor=boss, code=listing.code, words="停办", at=MOMENT),
    ):
        with pytest.raises(ListingAbsent):
            act()


@pytest.mark.parametrize("role", [roles.FIRM_OWNER, roles.OFFICER, roles.PERSON])
def test_only_institutions_fill_forms(role: str) -> None:
    with pytest.raises(Forbidden):
        draft_listing(
            actor=parties.actor(role), at=MOMENT, form=build.form(), offering="small-loan"
        )


def test_numbers_outside_the_ranges_of_the_pack_are_refused_all_at_once() -> None:
    clerk, _ = build.bank_people()
    wrong = build.form(numbers={"amount_cap": "1亿", "multiple": "0.1", "colour": "red"})

    with pytest.raises(ListingNumbersFault) as refusal:
        draft_listing(actor=clerk, at=MOMENT, form=wrong, offering="small-loan")

    assert {each["field"] for each in refusal.value.errors} == {"amount_cap", "multiple", "colour"}
    assert Listing.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"guarantee": "handshake"},
        {"method": "whenever"},
        {"fee": "two percent"},
        {"fee": "0.5"},
        {"rate_to": "-0.01"},
        {"summary": "长" * 401},
    ],
)
def test_texts_and_choices_of_the_form_are_checked(wrong: dict[str, str]) -> None:
    clerk, _ = build.bank_people()

    with pytest.raises(ListingTextFault):
        draft_listing(actor=clerk, at=MOMENT, form=build.form(**wrong), offering="small-loan")


def test_an_unknown_offering_cannot_be_listed_under() -> None:
    clerk, _ = build.bank_people()

    with pytest.raises(OfferingAbsent):
        draft_listing(actor=clerk, at=MOMENT, form=build.form(), offering="large-loan")


def test_a_draft_is_overwritten_until_it_is_submitted() -> None:
    clerk, _ = build.bank_people()
    first = draft_listing(actor=clerk, at=MOMENT, form=build.form(), offering="small-loan")
    code = first.listing.code

    again = draft_listing(
        actor=clerk, at=MOMENT, form=build.form("改名快贷", numbers={"min_tax": "6万"}), code=code
    )

    assert (again.no, again.numbers["min_tax"]) == (1, "60000.00")
    assert Listing.objects.get(code=code).name == "改名快贷"
    submit_listing(actor=clerk, code=code, at=MOMENT)
    with pytest.raises(WrongListingState):
        draft_listing(actor=clerk, at=MOMENT, form=build.form(), code=code)


def test_equal_content_has_an_equal_digest_however_it_was_typed() -> None:
    clerk, _ = build.bank_people()
    typed = build.form(numbers={"amount_cap": "100万", "multiple": "5"})
    other = build.form(numbers={"amount_cap": "1000000.00", "multiple": "5.000"})

    first = draft_listing(actor=clerk, at=MOMENT, form=typed, offering="small-loan")
    second = draft_listing(actor=clerk, at=MOMENT, form=other, code=first.listing.code)

    assert first.digest == second.digest


def test_a_returned_form_goes_back_with_words_and_can_be_filled_again() -> None:
    clerk, approver = build.bank_people()
    waiting = build.submitted(clerk)
    code = waiting.listing.code

    back = return_listing(actor=approver, code=code, words="利率请写明加减点", at=MOMENT)

    assert (back.state, back.returned_words) == (State.RETURNED, "利率请写明加减点")
    with pytest.raises(WrongListingState):
        submit_listing(actor=clerk, code=code, at=MOMENT)  # unchanged, it would come back again
    build.submitted(clerk, build.form(numbers={"rate_add": "0.006"}), code=code)
    told = Outbox.objects.get(kind="listing.returned")
    assert told.to == f"person:{clerk.person_id}"


def test_returning_needs_words() -> None:
    clerk, approver = build.bank_people()
    waiting = build.submitted(clerk)

    with pytest.raises(ReturnNeedsWords):
        return_listing(actor=approver, code=waiting.listing.code, words="  ", at=MOMENT)


def test_the_approver_approves_what_they_saw_and_nothing_newer() -> None:
    clerk, approver = build.bank_people()
    waiting = build.submitted(clerk)

    with pytest.raises(ListingMoved):
        approve_listing(actor=approver, code=waiting.listing.code, digest="0" * 64, at=MOMENT)
