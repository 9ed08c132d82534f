"""限额: what earlier claims used, what a cap cuts off, and an insurer who pays first."""

import pytest

from kerong.contracts.compensation import caps
from kerong.contracts.compensation.check import check_compensation
from kerong.contracts.compensation.draft_agreement import InsuranceDraft
from kerong.contracts.compensation.errors import CapMoved
from kerong.contracts.compensation.models import CapUse, Claim
from tests.build import compensation as build
from tests.build import parties
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


def world(scope: str, most_fen: int, **fields):
    bank = parties.institution()
    product = build.listing(bank)
    return build.agreement(
        bank, listings=(product.code,), caps=(("fund", scope, most_fen),), **fields
    )


def test_a_firm_gets_no_more_than_its_cap_over_several_claims():
    """The cap is 300 万. The first claim takes 160, the second would too and gets 140."""
    under, firm = world("firm", 300 * WAN), parties.enterprise()
    first, second, other = (
        build.settled(build.lost(build.pooled_loan(under, firm=who))) for who in (firm, firm, None)
    )
    assert build.shares(first) == {"fund": (160 * WAN, 0), "bank": (40 * WAN, 0)}
    assert build.shares(second) == {"fund": (140 * WAN, 0), "bank": (60 * WAN, 0)}
    assert second.shares.get(payer="fund").capped_by == "firm"
    assert build.shares(other)["fund"] == (160 * WAN, 0)  # another firm
    assert sorted(CapUse.objects.values_list("used_fen", flat=True)) == [160 * WAN, 300 * WAN]
    assert list(check_compensation()) == []


@pytest.mark.parametrize("scope", ["bank", "year"])
def test_caps_of_a_bank_and_a_year_count_all_its_firms(scope):
    under = world(scope, 200 * WAN)
    build.settled(build.lost(build.pooled_loan(under)))
    second = build.settled(build.lost(build.pooled_loan(under)))

    assert build.shares(second) == {"fund": (40 * WAN, 0), "bank": (160 * WAN, 0)}


def test_an_insurer_pays_before_anybody_shares():
    """Of 200 万 the insurer pays half beyond 20, at most 80: 80. Of 120 the fund bears 96."""
    insurer = parties.institution(kind="insurer")
    insured = InsuranceDraft(
        insurer_id=insurer.pk, most_fen=80 * WAN, deductible_fen=20 * WAN, cover_ppm=500_000
    )
    claim = build.settled(build.kv_world(insurance=insured))

    assert build.shares(claim) == {
        "insurer": (80 * WAN, 0),
        "fund": (96 * WAN, 0),
        "bank": (24 * WAN, 0),
    }
    assert list(check_compensation()) == []


def test_a_decision_that_counted_with_an_older_use_is_not_taken(monkeypatch):
    under = world("firm", 300 * WAN)
    loan = build.lost(build.pooled_loan(under))
    claim = build.proposed(build.with_papers(build.filed(loan)))
    real = caps.take_use

    def somebody_was_faster(use_id, seen_fen, used_fen):
        CapUse.objects.filter(pk=use_id).update(used_fen=seen_fen + 1)
        return real(use_id, seen_fen, used_fen)

    monkeypatch.setattr(caps, "take_use", somebody_was_faster)
    with pytest.raises(CapMoved):
        build.approved(claim)
    assert Claim.objects.get().state == Claim.State.PROPOSED
    assert not claim.shares.exists()
