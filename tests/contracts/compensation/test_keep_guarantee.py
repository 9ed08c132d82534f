"""代偿申请在审: a guarantee does not run out under a claim that was made in time."""

from datetime import timedelta

import pytest

from kerong.contracts.compensation.models import Claim
from kerong.contracts.guarantees.expire_guarantees import expire_guarantees
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.loans.models import Loan
from tests.build import compensation as build
from tests.build import guarantees, loans
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


def _claimed_on_its_last_day() -> tuple[Guarantee, Loan]:
    """A letter in force over a lost loan, liable until the very day of the claim."""
    held, letter, loan = guarantees.in_force(guarantees.sides(split_key="82"))
    pools = {"guarantor": build.guarantee_pool(held.guarantor)}
    build.agreement(held.bank, "82", pools, guarantor_id=held.guarantor.pk)
    loans.report(
        loan, "arrears", "2026-05-10", at=build.LOST, principal_fen=0, interest_fen=3 * WAN,
        due_on="2026-04-06",
    )  # fmt: skip
    letter.liable_until = build.CLAIMED.date()
    letter.save(update_fields=["liable_until"])
    return letter, loan


def test_a_claim_filed_on_the_last_day_is_still_paid_by_the_guarantor():
    letter, loan = _claimed_on_its_last_day()
    claim = build.proposed(build.with_papers(build.filed(loan)))

    assert expire_guarantees(build.CLAIMED + timedelta(days=2)) == 0
    assert build.approved(claim).state == Claim.State.SETTLED
    letter.refresh_from_db()
    assert (letter.state, letter.end_kind) == ("ended", "claimed")


def test_one_whose_claim_was_refused_runs_out():
    _, loan = _claimed_on_its_last_day()
    build.approved(build.proposed(build.filed(loan), kind="refuse"))

    assert expire_guarantees(build.CLAIMED + timedelta(days=2)) == 1
