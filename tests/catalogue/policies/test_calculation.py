"""What a calculation says of policies: outcome, amount, reasons, what is missing, what is near."""

from typing import Any

import pytest

from kerong.catalogue.matching import calculate_document
from kerong.kernel.actor import ANONYMOUS
from tests.build import policies as build
from tests.build.catalogue import DAY, reference

pytestmark = pytest.mark.django_db
ZONE = {"zone_registered_on": "2021-06-01", "zone_taxed_on": "2021-06-01"}


@pytest.fixture(autouse=True)
def library() -> None:
    reference()
    build.publish("hightech-listing", "hightech-star-bonus")


def calculated(facts: dict[str, Any], language: str = "zh-hans") -> dict[str, Any]:
    return calculate_document(document={"facts": facts}, on=DAY, actor=ANONYMOUS, language=language)


def test_a_clause_whose_conditions_are_all_met_gives_its_amount() -> None:
    found = build.entry(calculated({**ZONE, "has_share_reform": True}), "PC001")

    assert found["outcome"] == "meets"
    assert found["standing"] == "eligible"
    assert found["amount_yuan"] == "500000.00"
    assert found["document"] == "重庆高新区鼓励企业上市挂牌扶持办法"
    assert found["verified"] is False


def test_nobody_is_eligible_while_a_condition_is_unknown() -> None:
    found = build.entry(calculated(ZONE), "PC001")

    assert found["outcome"] == "unknown"
    assert found["standing"] == "needs_data"
    assert found["missing"] == ["has_share_reform"]
    assert found["smallest_change"] is None
