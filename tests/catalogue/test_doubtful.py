"""A product that reads what an unverified card computed earlier says that it is not verified."""

from pathlib import Path

import pytest

from kerong.catalogue.matching import calculate_few, calculate_listing
from kerong.kernel.actor import ANONYMOUS
from tests.build import catalogue, scores
from tests.build.catalogue import DAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("doubtful", "verified"), [({"points"}, False), ({"rd_expense"}, True), (set(), True)]
)
def test_an_entry_that_reads_a_doubtful_fact_is_not_verified(
    tmp_path: Path, doubtful: set[str], verified: bool
) -> None:
    code = scores.shelf(tmp_path, card=False)
    asked = {"facts": catalogue.facts(points="60"), "on": DAY, "actor": ANONYMOUS}

    alone = calculate_listing(code=code, doubtful=doubtful, **asked)
    (among,) = calculate_few(codes=[code], doubtful=doubtful, **asked)
    assert (alone["verified"], among["verified"]) == (verified, verified)
    assert alone["outcome"] == "meets"
