"""核结: before the rest is paid the loan's reports are read again; what they do not bear is cut."""

from datetime import datetime

from django.utils.timezone import localdate

from kerong.contracts.subsidies.claw_backs import Found, proposed_claw_back, shift
from kerong.contracts.subsidies.compute_interest import Computed
from kerong.contracts.subsidies.errors import SubsidyMoved
from kerong.contracts.subsidies.holding import unowe_money
from kerong.contracts.subsidies.models import ClawBack, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy, tell_firm
from kerong.contracts.subsidies.reviews import recomputed
from kerong.contracts.subsidies.totals import release
from kerong.kernel.actor import SYSTEM, Actor
from kerong.kernel.money import Money


def settle_by_reports(subsidy: Subsidy, *, actor: Actor, at: datetime) -> int:
    """Fen by which the rest is cut, in the caller's transaction; the subsidy is read anew.

    An advance on 100 of 80, and reports that bear 90: 10 of the rest go back to the budget. Where
    they bear 70 all of the rest goes back, and taking back 10 of the advance is proposed, instead
    of what was proposed before. More than was granted is for another run. Raises Invalid where it
    cannot be computed.
    """
    now = recomputed(subsidy, at)
    kept = subsidy.granted_fen - subsidy.returned_fen
    over = kept - now.subsidy.amount_fen if now is not None else 0
    if now is None or over <= 0:
        return 0
    for row in subsidy.claw_backs.filter(state=ClawBack.State.PROPOSED):
        _drop(row, actor=actor, at=at)
    cut = min(over, subsidy.left_fen)
    if cut:
        _cut(subsidy, cut, now, actor=actor, at=at)
    if over > cut:
        _propose(subsidy, over - cut, now, at=at)
    return cut


def _drop(row: ClawBack, *, actor: Actor, at: datetime) -> None:
    """Proposed for the same arrears before; what is left of it is proposed anew."""
    words = "核结时按最新报告重新计算"
    fields = {"words": words, "closed_at": at}
    shift(row, ClawBack.State.DROPPED, since=(ClawBack.State.PROPOSED,), **fields)
    facts = {"claw_back": row.no, "words": words}
    note_subsidy(row.subsidy, "claw_back_dropped", actor=actor, at=at, facts=facts)


def _cut(subsidy: Subsidy, cut: int, now: Computed, *, actor: Actor, at: datetime) -> None:
    seen = Subsidy.objects.filter(
        pk=subsidy.pk,
        state=Subsidy.State.ORDERED,
        granted_fen=subsidy.granted_fen,
        ordered_fen=subsidy.ordered_fen,
    )
    left = subsidy.granted_fen - cut
    arrived = subsidy.settled_fen == left
    over = {"state": Subsidy.State.PAID, "ended_at": at} if arrived else {}
    if not seen.update(granted_fen=left, **over):
        raise SubsidyMoved(no=subsidy.no, state=subsidy.state)
    release(subsidy.entitlement_id, cut)
    reference = f"subsidy_settled:{subsidy.no}.{subsidy.payouts.count()}"
    unowe_money(subsidy, cut, reference=reference, actor=actor, at=at)
    subsidy.refresh_from_db()
    facts: dict[str, object] = {"cut_fen": cut, "granted_fen": left}
    facts |= {"computed_fen": now.subsidy.amount_fen, "digest": now.digest}
    note_subsidy(subsidy, "settled_less", actor=actor, at=at, facts=facts)
    told = {"now": Money(now.subsidy.amount_fen).yuan_text(), "cut": Money(cut).yuan_text()}
    tell_firm(subsidy, "subsidy.settled_less", at=at, facts=told)


def _propose(subsidy: Subsidy, amount_fen: int, now: Computed, *, at: datetime) -> None:
    less = Money(now.subsidy.amount_fen).yuan_text()
    found = Found(
        reference=f"settled:{subsidy.no}.{subsidy.payouts.count()}",
        event=ClawBack.Event.OVERPAID,
        event_on=localdate(at),
        amount_fen=amount_fen,
        words=f"预拨多于核结金额：按银行最新报告应为 {less} 元",
        calculation=now.document,
    )
    proposed_claw_back(subsidy, found, actor=SYSTEM, at=at)
