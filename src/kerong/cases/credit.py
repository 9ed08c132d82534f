"""Finding the credit proposal that stands on a take-up."""

from kerong.cases.errors import NoProposal
from kerong.cases.models import CreditDecision, TakeUp


def standing_proposal(take_up: TakeUp) -> CreditDecision:
    """Proposed, neither approved nor returned; raises NoProposal."""
    found = CreditDecision.objects.filter(
        take_up=take_up, approved_at=None, returned_at=None
    ).first()
    if found is None:
        raise NoProposal(no=take_up.no)
    found.take_up = take_up
    return found


def approved_credit(take_up: TakeUp) -> CreditDecision:
    """The approved decision of a credited take-up, with its quote; raises NoProposal."""
    found = (
        CreditDecision.objects.filter(take_up=take_up, approved_at__isnull=False)
        .select_related("quote")
        .first()
    )
    if found is None:
        raise NoProposal(no=take_up.no)
    return found
