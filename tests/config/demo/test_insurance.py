"""The demo's insurance: a quote to accept, policies in force, a claim that waits for a decision."""

import pytest

from kerong.config.demo.accounts import load_accounts
from kerong.config.demo.insurance import load_insurance
from kerong.config.demo.loans import load_loans
from kerong.contracts.insurance.check import check_insurance
from kerong.contracts.insurance.models import InsuranceClaim, InsuranceInquiry, InsurancePolicy
from kerong.contracts.insurance.payout import Elsewhere, payout_fen
from kerong.finance.loss_sharing import Loss
from tests.build import parties
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db


def test_every_side_finds_something_to_do() -> None:
    for _ in range(2):
        parties.enterprise(is_sample=True)
        parties.institution(is_sample=True)
        parties.institution(is_sample=True, kind="insurer")
    load_accounts(MOMENT)
    load_loans(MOMENT)

    assert load_insurance(MOMENT) == 2

    waiting = InsuranceInquiry.objects.get(state="open")
    assert sorted(waiting.quotes.values_list("state", flat=True)) == ["asked", "quoted"]
    assert set(InsurancePolicy.objects.values_list("state", flat=True)) == {"in_force"}
    claim = InsuranceClaim.objects.select_related("policy").get()
    assert (claim.state, claim.proposal) == ("proposed", "pay")
    loss = Loss(principal_fen=claim.principal_fen, interest_fen=claim.interest_fen)
    assert payout_fen(claim.policy, loss, Elsewhere()) > 0
    assert list(check_insurance()) == []
