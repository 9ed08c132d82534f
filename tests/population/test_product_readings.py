"""Whether a product rests on verified readings: its numbers, its text, the cards it looks at."""

from pathlib import Path

import pytest

from kerong.population.product_readings import unverified_products
from tests.build import population as build
from tests.population.test_screenings import graded

pytestmark = pytest.mark.django_db


def test_a_product_that_looks_at_a_card_nobody_verified_is_unverified(tmp_path: Path) -> None:
    code = graded(tmp_path).listing.code

    assert unverified_products({code}, build.DAY) == {code}


def test_a_product_of_verified_numbers_and_text_is_not_and_one_off_the_shelf_is(
    tmp_path: Path,
) -> None:
    code = build.screened(tmp_path).listing.code

    assert unverified_products({code, "GONE"}, build.DAY) == {"GONE"}
    assert unverified_products(set(), build.DAY) == frozenset()
