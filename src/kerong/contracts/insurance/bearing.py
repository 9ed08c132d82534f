"""What insurers bear of a loan's loss before anybody shares it, as other packages may ask."""

from collections.abc import Iterator
from datetime import date

from kerong.contracts.insurance.loans import covers
from kerong.contracts.insurance.models import InsuranceClaim, InsurancePolicy
from kerong.contracts.insurance.notes import stream_of
from kerong.contracts.insurance.payout import SETTLED
from kerong.contracts.insurance.subrogation import returned_so_far
from kerong.contracts.loans.losses import BorneFirst
from kerong.contracts.loans.models import Loan

State = InsuranceClaim.State


def borne_by_insurers(loan: Loan, overdue_from: date) -> Iterator[BorneFirst]:
    """Every policy whose days hold the loss, in the order of their numbers; three queries.

    It waits until its insurer has decided: a refusal ends the wait, a withdrawal does not.
    """
    policies = list(InsurancePolicy.objects.filter(loan=loan).order_by("serial"))
    holding = [policy for policy in policies if covers(policy, overdue_from)]
    if not holding:
        return
    last = {claim.policy_id: claim for claim in _claims(holding)}
    returned = returned_so_far(loan)
    for policy in holding:
        claim = last.get(policy.pk)
        agreed = claim.payout_fen if claim is not None and claim.state in SETTLED else 0
        back = min(agreed, returned.get(policy.insurer_id, 0))
        returned[policy.insurer_id] = returned.get(policy.insurer_id, 0) - back
        yield BorneFirst(
            reference=stream_of(policy),
            no=policy.no,
            insurer_id=policy.insurer_id,
            amount_fen=agreed - back,
            waits=claim is None or claim.state not in (*SETTLED, State.REFUSED),
        )


def _claims(policies: list[InsurancePolicy]) -> list[InsuranceClaim]:
    """Oldest first, so that the newest of each policy counts."""
    return list(InsuranceClaim.objects.filter(policy__in=policies).order_by("pk"))
