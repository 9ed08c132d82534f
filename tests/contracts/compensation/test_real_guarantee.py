"""代偿 under a letter of guarantee in force: nothing of the guarantee is stood in for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kerong.contracts.compensation.breaker_figures import pooled_under
from kerong.contracts.compensation.check import check_compensation
from kerong.contracts.compensation.claims_paid import claims_paid
from kerong.contracts.compensation.errors import AmountTooHigh, NotCovered
from kerong.contracts.compensation.models import Breaker
from kerong.contracts.compensation.read_breakers import read_breakers
from kerong.contracts.compensation.reads import claim_rate
from kerong.contracts.guarantees.check_guarantees import check_guarantees
from kerong.contracts.guarantees.claim_rate import Period, rate_of
from kerong.contracts.guarantees.cover import covers_on
from kerong.contracts.guarantees.errors import StoppedByRule
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.loans.models import Loan
from kerong.kernel.actor import SYSTEM
from kerong.ledger.models import Account
from tests.build import compensation as build
from tests.build import guarantees, loans
from tests.build.cases import WAN
from tests.build.guarantees import Sides
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db
PERIOD = Period(
    programme="sci-plan", guarantor_id=None, since_on=date(2026, 1, 1), until_on=date(2026, 12, 31)
)
Covered = tuple[Sides, Guarantee, Loan]


@pytest.fixture
def covered() -> Covered:
    """100 万 under a letter on 8:2, of which the bank says that interest was missed in April."""
    held, letter, loan = guarantees.in_force(guarantees.sides(split_key="82"), amount_fen=100 * WAN)
    pool = build.guarantee_pool(held.guarantor)
    build.agreement(held.bank, "82", {"guarantor": pool}, guarantor_id=held.guarantor.pk)
    return held, letter, build.lost(loan)


def memo_fen() -> int:
    return sum(
        Account.objects.filter(kind="guarantees_outstanding").values_list("balance_fen", flat=True)
    )


def test_a_paid_claim_uses_the_guarantee_up(covered: Covered) -> None:
    """Of 100 万 the guarantor pays 80; its liability of 80 is released and nothing covers more."""
    held, letter, loan = covered
    assert memo_fen() == 80 * WAN
    claim = build.settled(loan)

    letter.refresh_from_db()
    assert claim.guarantee_no == letter.no
    assert claim.guarantor_id == held.guarantor.pk
    assert build.shares(claim) == {"guarantor": (80 * WAN, 0), "bank": (20 * WAN, 0)}
    assert (letter.state, letter.end_kind, letter.balance_fen) == ("ended", "claimed", 0)
    assert (memo_fen(), covers_on(loan)) == (0, ())
    assert check_guarantees().faults == ()
    assert list(check_compensation()) == []
    assert invariants() == []


def test_a_stopped_product_stops_a_single_guarantee_when_it_is_approved() -> None:
    """Asked before the product's breaker fell: the second person cannot let it pass any more."""
    held = guarantees.sides(form="single")
    product = build.listing(held.bank)
    asked = guarantees.ask(held, amount_fen=100 * WAN, listing_id=product.pk)
    other = guarantees.ask(held, amount_fen=100 * WAN)
    Breaker.objects.create(
        rule_key="strict", scope="product", holder=f"listing:{product.pk}", title="示例贷",
        state="suspended", part_fen=6, whole_fen=100,
    )  # fmt: skip
    with pytest.raises(StoppedByRule, match="示例贷"):
        guarantees.reviewed(held, asked)
    assert guarantees.reviewed(held, other).state == "issued"


def test_a_breaker_reads_the_loans_that_a_guarantee_covers_under_its_agreement() -> None:
    """50 万 and 950 万 under 8:2 with a breaker: the small one in arrears is 5 % and stops; the
    claim paid of it counts in the rate, and a loan of another split counts nowhere.
    """
    held = guarantees.sides(split_key="82")
    pools = {"guarantor": build.guarantee_pool(held.guarantor)}
    given = {"guarantor_id": held.guarantor.pk, "breaker_key": "strict"}
    build.agreement(held.bank, "82", pools, **given)
    other = guarantees.sides(bank=held.bank, guarantor=held.guarantor, programme="total2total",
                             split_key="20-80", claim_line_ppm=30_000)  # fmt: skip
    loan = guarantees.in_force(held, amount_fen=50 * WAN)[2]
    guarantees.in_force(held, amount_fen=950 * WAN)
    guarantees.in_force(other, amount_fen=500 * WAN)
    build.lost(loan)
    breaker = Breaker.objects.get(scope="bank")
    assert (breaker.part_fen, breaker.whole_fen) == (50 * WAN, 1_000 * WAN)
    assert breaker.state == "suspended"
    assert guarantees.ask(held, amount_fen=WAN, at=build.CLAIMED).state == "stopped"
    build.settled(loan)
    assert claim_rate(pooled_under(breaker)) == (50 * WAN, 1_000 * WAN)
    read_breakers(actor=SYSTEM, at=build.LATER)
    breaker.refresh_from_db()
    assert (breaker.part_fen, breaker.whole_fen) == (50 * WAN, 1_000 * WAN)
    assert set(Breaker.objects.values_list("scope", flat=True)) == {"bank"}


def test_no_more_is_claimed_than_the_letter_still_guarantees(covered: Covered) -> None:
    """The letter covers the first 100 万 of a loan of 120."""
    held = guarantees.sides(bank=covered[0].bank, guarantor=covered[0].guarantor, form="single",
                            split_key="82")  # fmt: skip
    letter = guarantees.reviewed(held, guarantees.ask(held, amount_fen=100 * WAN))
    loan = build.lost(guarantees.draw(held, letter, principal_fen=120 * WAN))
    with pytest.raises(AmountTooHigh):
        build.filed(loan, 100 * WAN + 1)
    assert build.filed(loan, 100 * WAN).guarantee_no == letter.no


def test_a_guarantee_that_ended_with_its_loan_covers_nothing(covered: Covered) -> None:
    _held, letter, loan = covered
    loans.report(loan, "settlement", "2026-06-10", at=build.CLAIMED, principal_fen=100 * WAN,
                 interest_fen=3 * WAN)  # fmt: skip
    letter.refresh_from_db()
    assert letter.end_kind == "settled"
    with pytest.raises(NotCovered):
        build.filed(loan, 100 * WAN)
    assert claims_paid(PERIOD) == 0


@pytest.mark.parametrize("paying", ["settle", "advance"])
def test_what_was_paid_counts_in_the_claim_rate_and_stops_the_next_letter(
    covered: Covered, paying: str
) -> None:
    """Drawn on 6 March, released on 25 June after 111 days: 100 万 × 111/365 × 80 % = 243,287.67;
    80 万 of claims are far beyond the 5 % of the agreement.
    """
    held, _letter, loan = covered
    assert guarantees.ask(held, amount_fen=10 * WAN, at=build.CLAIMED).state == "issued"
    filed = build.with_papers(build.filed(loan))
    build.approved(build.proposed(filed, paying))

    assert claims_paid(PERIOD) == 80 * WAN
    rate = rate_of("sci-plan", held.guarantor.pk, build.DECIDED.date())
    assert (rate.claims_fen, rate.annualised_fen * 365) == (80 * WAN, 100 * WAN * 111)
    stopped = guarantees.ask(held, amount_fen=10 * WAN, at=build.DECIDED)
    assert stopped.state == "stopped"
    assert "claim_rate" in stopped.stops


EARLIER = {"until_on": date(2026, 6, 24)}
LATER = {"since_on": date(2026, 6, 25)}
ELSEWHERE = {"programme": "total2total"}


@pytest.mark.parametrize("other", [EARLIER, LATER, ELSEWHERE, {"guarantor_id": 0}])
def test_claims_of_other_days_programmes_and_guarantors_do_not_count(
    covered: Covered, other: dict[str, Any]
) -> None:
    """Decided on 25 June: the day itself counts, the day after it begins nothing."""
    build.settled(covered[2])
    of_the_day = replace(PERIOD, since_on=date(2026, 6, 24), until_on=date(2026, 6, 25))
    assert claims_paid(of_the_day) == 80 * WAN
    assert claims_paid(replace(PERIOD, **other)) == 0
