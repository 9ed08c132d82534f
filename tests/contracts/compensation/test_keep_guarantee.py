"""代偿申请在审: a guarantee does not run out under a claim that was made in time."""

from datetime import timedelta

import pytest

from kerong.contracts.compensation.models import Claim
from kerong.contracts.guarantees.expire_guarantees import expire_guarantees
from tests.build import compensation as build
from tests.build import guarantees, loans
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


def test_a_claim_filed_on_the_last_day_is_still_paid_by_the_guarantor():
    held, letter, loan = guarantees.in_force(guarantees.sides(split_key="82"))
    pools = {"guarantor": build.guarantee_pool(held.guarantor)}
    build.agreement(held.bank, "82", pools, guarantor_id=held.guarantor.pk)
    loans.report(
        loan, "arrears", "2026-05-10", at=build.LOST, principal_fen=0, interest_fen=3 * WAN,
        due_on="2026-04-06",
    )  # fmt: skip
    letter.liable_until = build.CLAIMED.date()
    letter.save(update_fields=["liable_until"])
    claim = build.proposed(build.with_papers(build.filed(loan)))

    assert expire_guarantees(build.CLAIMED + timedelta(days=2)) == 0
    assert build.approved(claim).state == Claim.State.SETTLED
    letter.refresh_from_db()
    assert (letter.state, letter.end_kind) == ("ended", "claimed")


def test_one_whose_claim_was_refused_runs_out():
    held, letter, loan = guarantees.in_force(guarantees.sides(split_key="82"))
    pools = {"guarantor": build.guarantee_pool(held.guarantor)}
    build.agreement(held.bank, "82", pools, guarantor_id=held.guarantor.pk)
    loans.report(
        loan, "arrears", "2026-05-10", at=build.LOST, principal_fen=0, interest_fen=3 * WAN,
        due_on="2026-04-06",
    )  # fmt: skip
    letter.liable_until = build.CLAIMED.date()
    letter.save(update_fields=["liable_until"])
    build.approved(build.proposed(build.filed(loan), kind="refuse"))

    assert expire_guarantees(build.CLAIMED + timedelta(days=2)) == 1
