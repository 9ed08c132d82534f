"""Policies on the loans of pledges, as the pages and alarms of pledges ask for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from kerong.contracts.insurance.loans import covered_to
from kerong.contracts.insurance.models import InsurancePolicy
from kerong.contracts.pledges.insured import Insured
from kerong.contracts.pledges.models import Pledge


def policies_of_pledges(pledges: Sequence[Pledge]) -> Mapping[int, Sequence[Insured]]:
    """Key of the pledge → policies on its loan or naming it; one query."""
    about = Q(loan__in=[row.loan_id for row in pledges]) | Q(pledge__in=[row.pk for row in pledges])
    rows = list(InsurancePolicy.objects.filter(about).select_related("insurer"))
    naming: dict[int, list[InsurancePolicy]] = defaultdict(list)
    plain: dict[int | None, list[InsurancePolicy]] = defaultdict(list)
    for row in rows:
        if row.pledge_id is None:
            plain[row.loan_id].append(row)
        else:
            naming[row.pledge_id].append(row)
    return {
        pledge.pk: [
            _told(row, pledge)
            for row in sorted(naming[pledge.pk] + plain[pledge.loan_id], key=lambda row: row.pk)
        ]
        for pledge in pledges
    }


def _told(policy: InsurancePolicy, pledge: Pledge) -> Insured:
    return Insured(
        no=policy.no,
        insurer=policy.insurer.name,
        kind=policy.kind,
        state=policy.state,
        insured_fen=policy.insured_fen,
        from_on=policy.from_on,
        to_on=policy.to_on,
        covered_to=covered_to(policy),
        is_awaited=policy.state == InsurancePolicy.State.BOUND,
        names_pledge=policy.pledge_id == pledge.pk,
    )
