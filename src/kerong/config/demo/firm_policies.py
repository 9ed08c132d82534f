"""What policies ask of an invented firm, from what was thrown."""

from collections.abc import Mapping
from datetime import date

from kerong.rules.values import Value

Facts = Mapping[str, Value]
_YUAN, _PERMILLE = 100, 1000
_PREMIUM_A_HEAD = 360 * _YUAN  # unemployment insurance of a year
_INVENTIONS_TO_REFORM = 3


def asked_by_policies(facts: Facts, on: date) -> dict[str, Value]:
    """Facts by code, without a throw: staff, stage of listing and research settle them."""
    number = {code: value for code, value in facts.items() if isinstance(value, int)}
    return {**_jobs(facts, number, on), **_listing(facts, number), **_research(number)}


def _jobs(facts: Facts, number: Mapping[str, int], on: date) -> dict[str, Value]:
    founded = facts["founded_on"]
    assert isinstance(founded, date)
    insured, before = number["insured_staff"], max(1, number["insured_staff_prev"])
    left = min(before, max(0, before - insured))
    return {
        "unemployment_premium_months": (on.year - founded.year) * 12 + on.month - founded.month,
        "unemployment_premium_paid": before * _PREMIUM_A_HEAD,
        "layoff_rate": (left * _PERMILLE // (4 * before), _PERMILLE),  # one in four draws benefit
        "insured_new_graduates": number["new_graduates"],
        "has_hiring_subsidy": False,
    }


def _listing(facts: Facts, number: Mapping[str, int]) -> dict[str, Value]:
    under_way = facts["listing_stage"] != "none"
    return {
        "has_share_reform": under_way and number["invention_patents"] >= _INVENTIONS_TO_REFORM,
        "has_listing_project": facts["listing_stage"] == "cultivation",
        "is_ipo_accepted": False,
        "listed_board": "none",
        "otc_board": "srdi" if under_way and number["is_srdi"] else "none",
        "neeq_layer": "none",
        "bond_raised": 0,
    }


def _research(number: Mapping[str, int]) -> dict[str, Value]:
    return {
        "is_private_enterprise": True,
        "is_newly_attracted": False,
        "is_new_innovation_centre": False,
        "new_city_rd_institutions": number["platforms_city"] % 2,
        "has_city_rd_centre": number["platforms_city"] > 0,
        "deductible_rd_expense": number["rd_expense"],
        "national_award_grade": "none",
        "province_award_grade": "third" if number["awards_province_2y"] else "none",
        "is_top100_subsidiary": False,
        "is_mall_operator": False,
        "referred_hnte": 0,
    }
