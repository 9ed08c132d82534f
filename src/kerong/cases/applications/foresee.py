"""试核: what granting an application would do, for the office that leads it, before it decides."""

from datetime import datetime

from django.utils.timezone import localdate

from kerong.cases.applications.access import LEAD
from kerong.cases.applications.grant import order_of
from kerong.cases.applications.reads import ApplicationPage
from kerong.contracts.subsidies.effect import award_from
from kerong.contracts.subsidies.preview_award import Preview, preview_award
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault

_BEFORE = ("give_review", "propose_decision", "approve_decision")


def foreseen(page: ApplicationPage, *, actor: Actor, at: datetime) -> Preview | None:
    """Of the amount proposed, else of the computed one, as things stand; writes nothing.

    None where nothing is left to decide, for other offices, and for a benefit without an amount.
    """
    application = page.application
    leads = LEAD.allows(actor) and application.lead_id == actor.department_id
    if not leads or not any(page.allows(act) for act in _BEFORE):
        return None
    amount_fen = _amount(page)
    if amount_fen is None:
        return None
    try:
        award = award_from(order_of(application, amount_fen, actor=actor, at=at))
    except Fault as fault:
        return Preview(granted_fen=0, refusal=fault)
    return preview_award(award=award, on=localdate(at))


def _amount(page: ApplicationPage) -> int | None:
    if page.decision is not None and page.allows("approve_decision"):
        return page.decision.amount_fen
    return page.application.amount_fen or None
