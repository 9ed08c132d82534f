"""The form of a pack as plain descriptions: kinds, bounds, choices, in both languages."""

import pytest

from kerong.catalogue.form_fields import listing_form_fields
from kerong.catalogue.models import Revision
from kerong.catalogue.publish_pack import publish_pack
from kerong.kernel.actor import SYSTEM
from tests.build import catalogue as build
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db


def test_fields_come_in_the_order_of_the_pack_with_bounds_as_typed(small_loan: Revision) -> None:
    fields = {field.name: field for field in listing_form_fields(small_loan)}

    assert list(fields)[:3] == ["amount_cap", "multiple", "rate_add"]
    assert (fields["amount_cap"].least, fields["amount_cap"].most) == ("10000.00", "10000000.00")
    assert (fields["multiple"].kind, fields["multiple"].least) == ("ratio", "0.500000")
    assert (fields["term_months"].least, fields["term_months"].most) == (1, 60)
    assert fields["require_good_credit"].kind == "flag"
    assert fields["amount_cap"].title == "上限"
    assert not fields["multiple"].asked_by_condition and fields["min_tax"].asked_by_condition


def test_closed_lists_offer_their_choices_in_the_language_asked() -> None:
    build.reference()
    pack = publish_pack(actor=SYSTEM, folder=build.ZONE / "startup-loan", at=MOMENT).revision

    zh = {field.name: field for field in listing_form_fields(pack)}
    en = {field.name: field for field in listing_form_fields(pack, "en")}

    assert ("micro", "微型") in zh["size_classes"].choices
    assert ("individual_business", "individual business") in en["legal_forms"].choices
    assert zh["divisions"].choices == ()
    assert en["amount_cap"].title == "Cap for one firm"
