"""Policies on the loans of pledges, as the pages and alarms of pledges ask for them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

from kerong.contracts.insurance.models import InsurancePolicy
from kerong.contracts.pledges.insured import Insured
from kerong.contracts.pledges.models import Pledge

State = InsurancePolicy.State


def policies_of_pledges(pledges: Sequence[Pledge]) -> Mapping[int, Sequence[Insured]]:
    """Key of the pledge → policies on its loan or naming it; one query."""
    about = Q(loan__in=[row.loan_id for row in pledges]) | Q(pledge__in=[row.pk for row in pledges])
    rows = list(InsurancePolicy.objects.filter(about).select_related("insurer").order_by("pk"))
    return {
        pledge.pk: [
            _told(row, pledge) for row in rows if pledge.pk == row.pledge_id or _on(row, pledge)
        ]
        for pledge in pledges
    }


def holds_to(policy: InsurancePolicy) -> date | None:
    """The last day of its cover; None while its premium is awaited."""
    if policy.state == State.BOUND:
        return None
    return min(policy.to_on, policy.ended_on) if policy.ended_on else policy.to_on


def _on(policy: InsurancePolicy, pledge: Pledge) -> bool:
    return policy.loan_id == pledge.loan_id and policy.pledge_id is None


def _told(policy: InsurancePolicy, pledge: Pledge) -> Insured:
    return Insured(
        no=policy.no,
        insurer=policy.insurer.name,
        kind=policy.kind,
        state=policy.state,
        insured_fen=policy.insured_fen,
        from_on=policy.from_on,
        to_on=policy.to_on,
        holds_to=holds_to(policy),
        names_pledge=policy.pledge_id == pledge.pk,
    )
