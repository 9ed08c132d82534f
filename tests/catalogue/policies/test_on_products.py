"""Policies counted into a product's limit, rate and all-in cost, and why others are not."""

from pathlib import Path
from typing import Any

import pytest

from kerong.catalogue.errors import ListingTextFault
from kerong.catalogue.matching import calculate_document, calculate_listing
from kerong.catalogue.models import Listing
from kerong.kernel.actor import ANONYMOUS
from tests.build import eased, policies
from tests.build.catalogue import DAY, bank_people, facts, form, on_shelf, submitted

pytestmark = pytest.mark.django_db
BEIBEI = {"division_code": "500109", "invention_patents": 1}
POOL = {"division_code": "330102", "is_hnte": True}


@pytest.fixture
def shelf(tmp_path: Path) -> dict[str, Listing]:
    return eased.shelf(tmp_path)


def counted(listing: Listing, **given: Any) -> dict[str, Any] | None:
    """The `with_policies` of one product in the whole document."""
    asked = {"facts": {**eased.KNOWN, **given}}
    found = calculate_document(document=asked, on=DAY, actor=ANONYMOUS)
    (row,) = (row for row in found["results"] if row["listing"] == listing.code)
    touched: dict[str, Any] | None = row["with_policies"]
    return touched


def why_not(found: dict[str, Any] | None) -> dict[str, str]:
    assert found is not None
    return {row["clause"]: row["why"] for row in found["open"]}


def test_a_subsidy_lowers_rate_and_cost_by_what_it_gives_back(shelf: dict[str, Listing]) -> None:
    """1,000,000 at 3.6 % for a year, paid at once: 36,000 of interest. Half of an LPR of 3.1 %
    for 365 days: 15,500 back. (1,036,000 − 15,500) ÷ 1,000,000 − 1 = 2.05 %, 1.55 points less."""
    found = counted(shelf["pledged"], **BEIBEI)

    assert found is not None
    (row,) = found.pop("counted")
    assert found == {
        "limit_yuan": "1000000.00",
        "annual_rate": "0.020500",
        "apr": "0.020500",
        "effective_rate": "0.020500",
        "apr_change": "-0.015500",
        "interest_yuan": "36000.00",
        "saved_yuan": "15500.00",
        "open": [],
    }
    digest = row.pop("revision_digest")
    assert row == {
        "clause": "BEIBEI-IP",
        "offering": "beibei-ip-interest",
        "name": "知识产权质押贷款贴息",
        "eases": "interest",
        "years_yuan": ["15500.00"],
        "saved_yuan": "15500.00",
        "apr_change": "-0.015500",
        "limit_yuan": None,
        "at_least": False,
        "verified": False,
    }
    assert len(digest) == 64


def test_a_programme_raises_the_limit_and_lowers_the_fee_of_its_own_products_alone(
    shelf: dict[str, Listing],
) -> None:
    """Five times a million of tax is 5 million; the bank's own cap is one, the plan's is 30. A
    fee of 1.2 % comes down to 1 %: 1,036,000 ÷ 988,000 − 1 = 4.8583 % → ÷ 990,000 = 4.6465 %."""
    found = counted(shelf["planned"], is_srdi=True)

    assert found is not None
    assert found["limit_yuan"] == "5000000.00"
    assert (found["apr"], found["apr_change"]) == ("0.046465", "-0.002118")
    assert found["annual_rate"] == "0.036000"
    rows = {row["clause"]: row for row in found["counted"]}
    assert rows["SCI-GUARANTEE-LIMIT"]["limit_yuan"] == "5000000.00"
    assert rows["SCI-GUARANTEE-LIMIT"]["years_yuan"] is None
    assert rows["SCI-GUARANTEE-FEE"]["years_yuan"] == ["2000.00"]
    assert counted(shelf["plain"], is_srdi=True) is None


def test_the_best_lawful_combination_counts_and_nothing_twice(shelf: dict[str, Listing]) -> None:
    """Fee of 10,000 at the price of 6,000 and given back; half of the LPR, 15,500, counts and not
    1 % of the loan: (1,036,000 − 15,500 − 6,000) ÷ (1,000,000 − 6,000) − 1 = 2.0624 %."""
    found = counted(shelf["pooled"], **POOL)

    assert found is not None
    years = {row["clause"]: row["years_yuan"] for row in found["counted"]}
    assert years == {
        "SHANGCHENG-INTEREST": ["15500.00"],
        "SHANGCHENG-FEE-HNTE": ["4000.00"],
        "SHANGCHENG-FEE-BACK": ["6000.00"],
    }
    assert (found["apr"], found["saved_yuan"]) == ("0.020624", "25500.00")
    assert why_not(found) == {"PC048": "lower", "SHANGCHENG-FEE": "lower"}


def test_what_would_unlock_a_clause_is_told_apart_from_what_bars_it(
    shelf: dict[str, Listing],
) -> None:
    pledged = shelf["pledged"]
    none = {"invention_patents": 0, "utility_patents": 0, "trademarks": 0}

    assert why_not(counted(pledged, division_code="500109")) == {"BEIBEI-IP": "facts"}
    assert why_not(counted(pledged, division_code="500109", **none)) == {"BEIBEI-IP": "conditions"}
    assert counted(pledged, invention_patents=1) is None  # where the firm is, nobody knows
    assert why_not(counted(shelf["plain"], **POOL)) == {
        "PC048": "loan",
        "SHANGCHENG-INTEREST": "loan",
    }


def test_a_refused_product_counts_nothing(shelf: dict[str, Listing]) -> None:
    assert counted(shelf["pledged"], **BEIBEI, is_overdue_now=True) is None


def test_the_page_of_a_product_hears_what_open_clauses_would_give(
    shelf: dict[str, Listing],
) -> None:
    given = facts(**{**eased.KNOWN, "division_code": "500109"})
    code = shelf["pledged"].code
    found = calculate_listing(facts=given, on=DAY, code=code, actor=ANONYMOUS)["with_policies"]

    (row,) = (row for row in found["open"] if row["clause"] == "BEIBEI-IP")
    assert (row["why"], row["saved_yuan"], row["apr_change"]) == ("facts", "15500.00", "-0.015500")
    assert (found["saved_yuan"], found["apr"]) == ("0.00", "0.036000")
    nobody = calculate_listing(facts={}, on=DAY, code=code, actor=ANONYMOUS)["with_policies"]
    assert {row["clause"] for row in nobody["open"]} >= {"BEIBEI-IP"}


def test_an_lpr_that_is_not_published_yet_leaves_the_amount_to_the_loan(
    shelf: dict[str, Listing],
) -> None:
    """Pujiang reads the LPR of last December, which the tables of the test do not hold."""
    policies.publish("pujiang-ip-interest")
    found = counted(shelf["pledged"], division_code="330726", invention_patents=1)

    assert why_not(found) == {"PUJIANG-IP": "later"}


def test_a_share_of_the_limit_is_added_and_cut_to_whole_yuan(shelf: dict[str, Listing]) -> None:
    """Five times 123,456 is 617,280, to whole ten thousands 610,000; 15 % more: 701,500."""
    policies.publish("longyan-points-limit")
    backed = on_shelf(bank_people(), form("积分贷", programmes="longyan-points-limit"))
    known = {"division_code": "350802", "points": "748", "tax_paid": "123456.00"}
    found = counted(backed, **known)

    assert found is not None
    assert found["limit_yuan"] == "701500.00"
    assert [row["eases"] for row in found["counted"]] == ["limit"]


def test_a_product_names_only_policies_there_are(shelf: dict[str, Listing]) -> None:
    with pytest.raises(ListingTextFault):
        submitted(bank_people()[0], form("某贷", programmes="no-such-policy"))


def test_a_product_for_one_city_is_touched_by_no_policy_of_another(tmp_path: Path) -> None:
    eased.shelf(tmp_path)
    local = form("渝贷", guarantee="ip_pledge", numbers={"divisions": ["50"]})
    code = on_shelf(bank_people(), local).code
    found = calculate_listing(facts={}, on=DAY, code=code, actor=ANONYMOUS)["with_policies"]

    assert {row["clause"] for row in found["open"]} == {"BEIBEI-IP"}
