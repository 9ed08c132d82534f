"""就高不重复: of several programmes for one matter, who pays what; amounts are 万元 in fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.stacking import STACK_RULES, Claimed, Payable, payable
from kerong.finance.terms import TermsUnknown

WAN = 10_000_00
DISTRICT = Claimed(code="district", approved_fen=30 * WAN, paid_fen=30 * WAN, cap_fen=30 * WAN)
CITY = Claimed(code="city", approved_fen=50 * WAN, cap_fen=60 * WAN)


def pays(rule: str, *claims: Claimed) -> dict[str, int]:
    return {each.code: each.pay_fen for each in payable(rule, claims)}


def test_only_the_highest_stays_and_what_a_lower_one_paid_comes_back() -> None:
    assert payable("max", [DISTRICT, CITY]) == (
        Payable(code="district", pay_fen=0, return_fen=30 * WAN, superseded=True),
        Payable(code="city", pay_fen=50 * WAN),
    )


def test_the_difference_to_the_highest_is_paid_on_top() -> None:
    assert pays("difference", DISTRICT, CITY) == {"district": 0, "city": 20 * WAN}


def test_together_at_most_the_highest_cap() -> None:
    """30 are paid, the higher cap is 60: the city pays 30 of its 50."""
    assert pays("sum_capped", DISTRICT, CITY) == {"district": 0, "city": 30 * WAN}


def test_without_a_cap_an_amount_is_its_own() -> None:
    one, other = Claimed(code="a", approved_fen=30), Claimed(code="b", approved_fen=50)

    assert pays("sum_capped", one, other) == {"a": 30, "b": 20}


def test_of_equals_the_earlier_is_the_higher() -> None:
    one, other = Claimed(code="a", approved_fen=30), Claimed(code="b", approved_fen=30)

    assert pays("max", one, other) == {"a": 30, "b": 0}


def test_one_claim_alone_is_paid_what_it_lacks_and_none_is_none() -> None:
    part = Claimed(code="a", approved_fen=30, paid_fen=10)

    assert [pays(rule, part) for rule in STACK_RULES] == [{"a": 20}] * 3
    assert payable("max", []) == ()


def test_a_rule_nobody_named_is_refused() -> None:
    with pytest.raises(TermsUnknown):
        payable("both", [CITY])


claims = st.lists(
    st.builds(
        Claimed,
        code=st.uuids().map(str),
        approved_fen=st.integers(0, 10**9),
        paid_fen=st.integers(0, 10**9),
    ),
    min_size=1,
    max_size=5,
)


@given(st.sampled_from(STACK_RULES), claims)
def test_the_matter_never_costs_more_than_its_highest_programme(
    rule: str, claims: list[Claimed]
) -> None:
    highest = max(claim.approved_fen for claim in claims)
    before = sum(claim.paid_fen for claim in claims)
    found = payable(rule, claims)

    after = before + sum(each.pay_fen - each.return_fen for each in found)
    own = max(claim.paid_fen for claim in claims)
    assert after <= max(highest, own if rule == "max" else before)
    assert all(each.pay_fen >= 0 and each.return_fen >= 0 for each in found)
