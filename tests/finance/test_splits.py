"""Splits say everything a sharing needs, and nothing unsound gets through."""

from fractions import Fraction

import pytest

from kerong.finance.splits import Part, Payer, Split, SplitUnsound, split_of_shares
from kerong.finance.terms import TermsUnknown

BANK, FUND = Payer(code="bank", weight=1), Payer(code="fund", weight=4)


def test_shares_follow_from_whole_weights() -> None:
    split = Split(payers=(BANK, FUND), lender="bank", least_lender=Fraction(1, 5))

    assert split.share_of("fund") == Fraction(4, 5)
    assert split.lending_payer is BANK
    with pytest.raises(TermsUnknown):
        split.share_of("nobody")


def test_fractions_become_the_smallest_whole_weights() -> None:
    split = split_of_shares(
        {"bank": Fraction(30, 100), "fund": Fraction(70, 100)}, (BANK, FUND), lender="bank"
    )

    assert [payer.weight for payer in split.payers] == [3, 7]


def test_fractions_must_sum_to_exactly_one() -> None:
    with pytest.raises(SplitUnsound, match="sum to 101/100"):
        split_of_shares(
            {"bank": Fraction(30, 100), "fund": Fraction(71, 100)}, (BANK, FUND), lender="bank"
        )


def test_a_policy_guarantee_leaves_the_bank_a_fifth_at_least() -> None:
    """Bank 19, fund 81: 财金〔2024〕60号 wants 20 and more at the bank."""
    with pytest.raises(SplitUnsound, match="19/100"):
        Split(
            payers=(Payer(code="bank", weight=19), Payer(code="fund", weight=81)),
            lender="bank",
            least_lender=Fraction(1, 5),
        )


@pytest.mark.parametrize(
    "payers",
    [
        (FUND,),
        (BANK, FUND, FUND),
        (BANK, Payer(code="fund", weight=0)),
        (BANK, Payer(code="fund", weight=4, parts=(Part("city", 0), Part("district", 1)))),
    ],
)
def test_a_split_without_sense_is_refused(payers: tuple[Payer, ...]) -> None:
    with pytest.raises(SplitUnsound):
        Split(payers=payers, lender="bank")


@pytest.mark.parametrize("rule", [{"rest": "luck"}, {"overflow": "nobody"}, {"recovery": "first"}])
def test_a_rule_that_is_not_named_is_refused(rule: dict[str, str]) -> None:
    with pytest.raises(TermsUnknown):
        Split(payers=(BANK, FUND), lender="bank", **rule)  # type: ignore[arg-type]


def test_the_rest_of_a_division_goes_where_the_rule_says() -> None:
    """10 fen by 1:1:1 is 3⅓ each: one fen is left."""
    three = tuple(Payer(code=code, weight=1) for code in ("a", "b", "bank"))
    codes = ["a", "b", "bank"]

    largest = Split(payers=three, lender="bank")
    lender = Split(payers=three, lender="bank", rest="lender")
    assert largest.divide(10, [1, 1, 1], codes) == [4, 3, 3]
    assert lender.divide(10, [1, 1, 1], codes) == [3, 3, 4]
