"""撤销补贴: what is not paid yet is not paid after all, and its months are free again."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import CANCEL, subsidy_for
from kerong.contracts.subsidies.entitlements import free_months
from kerong.contracts.subsidies.errors import NothingLeft, OwedToFirm, SubsidyMoved
from kerong.contracts.subsidies.holding import free_money, unowe_money
from kerong.contracts.subsidies.models import Payout, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy, tell_firm
from kerong.contracts.subsidies.totals import release
from kerong.contracts.subsidies.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.payments.cancel import cancel_payment

State = Subsidy.State


@retried
def cancel_subsidy(*, no: str, words: str, actor: Actor, at: datetime) -> Subsidy:
    """Payments nobody approved yet are called off; of one partly paid the rest is cancelled.

    Raises SubsidyMoved, NothingLeft when all of it was paid, OwedToFirm, PaymentUnderWay.
    """
    CANCEL.require(actor)
    subsidy, reason = subsidy_for(actor, no), checked_words(words, least=4, most=300)
    if subsidy.state not in (State.WAITING, State.HELD, State.ORDERED):
        raise SubsidyMoved(no=no, state=subsidy.state)
    with transaction.atomic():
        for payout in subsidy.payouts.filter(
            state__in=[Payout.State.ORDERED, Payout.State.RETURNED]
        ):
            cancel_payment(reference=payout.reference, reason=reason, actor=actor, at=at)
        before = subsidy.state
        subsidy.refresh_from_db()
        if subsidy.returned_fen > subsidy.settled_fen:
            raise OwedToFirm(no=no)
        gone = subsidy.granted_fen - subsidy.settled_fen
        if not gone:
            raise NothingLeft(no=no)
        _end(subsidy, before, at)
        free_money(subsidy, actor=actor, at=at)
        if before == State.ORDERED:
            reference = f"subsidy_cancelled:{no}.{subsidy.granted_fen}"  # less each time
            unowe_money(subsidy, gone, reference=reference, actor=actor, at=at)
        release(subsidy.entitlement_id, gone)
        free_months(subsidy.entitlement)
        note_subsidy(
            subsidy, "cancelled", actor=actor, at=at, facts={"words": reason, "amount_fen": gone}
        )
        tell_firm(subsidy, "subsidy.cancelled", at=at, facts={"words": reason})
    subsidy.refresh_from_db()
    return subsidy


def _end(subsidy: Subsidy, before: str, at: datetime) -> None:
    """Where a part was paid it stands as paid for that part; nothing may be under way."""
    seen = Subsidy.objects.filter(
        pk=subsidy.pk,
        state=before,
        ordered_fen=subsidy.settled_fen,
        settled_fen=subsidy.settled_fen,
    )
    paid = subsidy.settled_fen
    fields = {"granted_fen": paid} if paid else {}
    to = State.PAID if paid else State.CANCELLED
    if not seen.update(state=to, ended_at=at, **fields):
        raise SubsidyMoved(no=subsidy.no, state=subsidy.state)
