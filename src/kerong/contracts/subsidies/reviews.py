"""复算: a subsidy computed anew by its loan's reports; what cannot be is put off, never dropped."""

from datetime import date, datetime

from django.db.models import F, Sum
from django.utils.timezone import localdate

from kerong.contracts.subsidies.claw_backs import Found, proposed_claw_back
from kerong.contracts.subsidies.compute_interest import Computed, computed_interest
from kerong.contracts.subsidies.models import ClawBack, OpenReview, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.told import period_told, share_told
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Invalid
from kerong.kernel.money import Money
from kerong.notices.tell import tell

OFFICE = "role:officer"


def review(subsidy: Subsidy, event_on: date, reference: str, *, at: datetime) -> ClawBack | None:
    """Compute the subsidy's own period anew; what it would not pay any more is proposed.

    Where a table is missing a row (an LPR) the review stays open under the reference, the office
    is told, and every night it is tried again.
    """
    try:
        now = recomputed(subsidy, at)
    except Invalid as fault:
        _put_off(subsidy, event_on, reference, fault, at=at)
        return None
    _done(reference, at)
    return _proposed(subsidy, now, event_on, reference, at=at) if now is not None else None


def recomputed(subsidy: Subsidy, at: datetime) -> Computed | None:
    """By the reports of today; None for what no formula computed. Raises Invalid."""
    period = period_told(subsidy)
    if period is None or subsidy.loan is None:
        return None
    return computed_interest(
        subsidy.loan,
        subsidy.programme,
        period,
        localdate(at),
        choice=share_told(subsidy),
        besides=[subsidy.pk],
    )


def _proposed(
    subsidy: Subsidy, now: Computed, event_on: date, reference: str, *, at: datetime
) -> ClawBack | None:
    waiting = subsidy.claw_backs.filter(state=ClawBack.State.PROPOSED)
    known = int(waiting.aggregate(fen=Sum("amount_fen", default=0))["fen"])
    kept = subsidy.granted_fen - subsidy.returned_fen - known
    amount = kept - now.subsidy.amount_fen
    if amount <= 0:
        return None
    less = Money(now.subsidy.amount_fen).yuan_text()
    found = Found(
        reference=reference,
        event=ClawBack.Event.OVERDUE,
        event_on=event_on,
        amount_fen=amount,
        words=f"逾期区间不予贴息：按银行最新报告应为 {less} 元",
        calculation=now.document,
    )
    return proposed_claw_back(subsidy, found, actor=SYSTEM, at=at)


def _put_off(
    subsidy: Subsidy, event_on: date, reference: str, fault: Invalid, *, at: datetime
) -> None:
    why = {"code": fault.code, "why_zh": fault.say()[:500], "why_en": fault.say("en")[:500]}
    again = OpenReview.objects.filter(reference=reference, done_at=None)
    if again.update(tried_at=at, tries=F("tries") + 1, **why):
        return
    OpenReview.objects.create(
        reference=reference, subsidy=subsidy, event_on=event_on, found_at=at, tried_at=at, **why
    )
    facts = {"event_on": event_on, "why": why["why_zh"], "code": fault.code}
    note_subsidy(subsidy, "review_put_off", actor=SYSTEM, at=at, facts=facts)
    told = {"no": subsidy.no, "why": why["why_zh"], "why_en": why["why_en"]}
    tell(to=OFFICE, kind="subsidy.review_put_off", facts=told, subject=subsidy.subject, at=at)


def _done(reference: str, at: datetime) -> None:
    OpenReview.objects.filter(reference=reference, done_at=None).update(done_at=at)
