"""What insurers bear of a loan's loss before anybody shares it, as other packages may ask."""

from collections.abc import Iterator
from datetime import date

from kerong.contracts.insurance.loans import covers
from kerong.contracts.insurance.models import ClaimWaiver, InsuranceClaim, InsurancePolicy
from kerong.contracts.insurance.notes import stream_of
from kerong.contracts.insurance.payout import SETTLED
from kerong.contracts.insurance.subrogation import returned_so_far
from kerong.contracts.insurance.waivable import approved_waivers
from kerong.contracts.loans.losses import BorneFirst
from kerong.contracts.loans.models import Loan

State = InsuranceClaim.State


def borne_by_insurers(loan: Loan, overdue_from: date) -> Iterator[BorneFirst]:
    """Every policy whose days hold the loss, in the order of their numbers; four queries.

    It waits until its insurer has decided: a refusal ends the wait, a withdrawal does not. What the
    bank gave up to claim it bears itself, so that nobody else does.
    """
    policies = list(InsurancePolicy.objects.filter(loan=loan).order_by("serial"))
    holding = [policy for policy in policies if covers(policy, overdue_from)]
    if not holding:
        return
    last = {claim.policy_id: claim for claim in _claims(holding)}
    waived = approved_waivers(loan, overdue_from)
    returned = returned_so_far(loan)
    for policy in holding:
        if policy.pk in waived:
            yield _waived(policy, waived[policy.pk])
            continue
        claim = last.get(policy.pk)
        agreed = claim.payout_fen if claim is not None and claim.state in SETTLED else 0
        back = min(agreed, returned.get(policy.insurer_id, 0))
        returned[policy.insurer_id] = returned.get(policy.insurer_id, 0) - back
        yield BorneFirst(
            reference=stream_of(policy),
            no=policy.no,
            institution_id=policy.insurer_id,
            amount_fen=agreed - back,
            waits=claim is None or claim.state not in (*SETTLED, State.REFUSED),
        )


def _waived(policy: InsurancePolicy, waiver: ClaimWaiver) -> BorneFirst:
    assert policy.bank_id is not None  # a policy of a loan names its bank
    return BorneFirst(
        reference=stream_of(policy),
        no=policy.no,
        institution_id=policy.bank_id,
        amount_fen=waiver.borne_fen,
        waits=False,
        waived=waiver.words,
    )


def _claims(policies: list[InsurancePolicy]) -> list[InsuranceClaim]:
    """Oldest first, so that the newest of each policy counts."""
    return list(InsuranceClaim.objects.filter(policy__in=policies).order_by("pk"))
