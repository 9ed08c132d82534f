"""I3, I5, I7, I8: paid once, one owner at a time, read under consent, told or parked."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from kerong.cases.models import Case, TakeUp
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.compensation.models import Claim
from kerong.contracts.subsidies.models import Subsidy
from kerong.evidence.models import ConsentRead
from kerong.notices.models import Notice, Outbox
from kerong.payments.models import Payment

_HELD_CLAIM = ("filed", "correcting", "proposed", "advanced", "settled")
_HELD_BRIDGE = (*Bridge.OPEN, Bridge.State.CLOSED)
_GONE_OUT = ("sent", "confirmed")


def paid_twice() -> Iterator[str]:
    """I3 by natural keys: clause, firm by what of its credit code is its own, matter and month (of
    one person or referred firm whoever asks); loan, by one kind of payer or by two; root."""
    columns = ("clause", "enterprise__credit_code", "entitlement__matter",
               "entitlement__first_month", "entitlement__last_month")  # fmt: skip
    live = Subsidy.objects.filter(state__in=Subsidy.LIVE, tops_up=None)
    seen: Counter[tuple[str, ...]] = Counter()
    for clause, code, matter, first, last in live.values_list(*columns):
        for month in _months(first, last):
            own = "" if matter.startswith(("person:", "firm:")) else (code or "")[8:17]
            seen[clause, own, matter.upper(), month] += 1
    yield from (f"I3 paid twice: {' '.join(key)}" for key, count in seen.items() if count > 1)
    for model, states in ((Claim, _HELD_CLAIM), (Bridge, _HELD_BRIDGE)):
        rows = model.objects.filter(state__in=states).order_by().values("loan__no")
        twice = rows.annotate(count=Count("pk")).filter(count__gt=1)
        for loan in twice.values_list("loan__no", flat=True):
            yield f"I3 two {model._meta.verbose_name} on loan {loan}"
    lent = Q(state=Bridge.State.RELEASED) | Q(paid_on__isnull=False)
    claimed = Claim.objects.filter(state__in=_HELD_CLAIM).values("loan")
    for no in Bridge.objects.filter(lent, loan__in=claimed).values_list("loan__no", flat=True):
        yield f"I3 loan {no} is repaid by a bridge and its loss claimed"
    out = Payment.objects.filter(state__in=_GONE_OUT).order_by().values("root")
    for root in out.annotate(n=Count("pk")).filter(n__gt=1).values_list("root", flat=True):
        yield f"I3 {root} went out twice"


def _months(first: str, last: str) -> list[str]:
    if first == "once":
        return ["once"]
    begin, end = (int(text[:4]) * 12 + int(text[5:]) for text in (first, last))
    return [str(no) for no in range(begin, end + 1)]


def owned_twice() -> Iterator[str]:
    """I5: of one place of a need each holder comes after the one before, and counts are true."""
    columns = ("case__no", "slot", "taken_at", "released_at")
    spells = TakeUp.objects.order_by("case", "slot", "taken_at", "pk").values_list(*columns)
    for one, other in pairwise(spells):
        same_place = one[:2] == other[:2]
        if same_place and (one[3] is None or other[2] < one[3]):
            yield f"I5 place {one[1]} of {one[0]} was held twice at once"
    live = Count("take_ups", filter=Q(take_ups__released_at=None))
    counted = Case.objects.annotate(live=live).exclude(taken=F("live"))
    for no in counted.order_by("pk").values_list("no", flat=True):
        yield f"I5 {no} counts other holders than it has"
    chosen = Q(take_ups__released_at=None, take_ups__stage__in=["accepted", "credited"])
    owners = Case.objects.annotate(owners=Count("take_ups", filter=chosen))
    for no in owners.filter(owners__gt=1).order_by("pk").values_list("no", flat=True):
        yield f"I5 {no} has two chosen institutions"


def read_without_consent() -> Iterator[str]:
    """I7: every look lies within the consent it was under: granted, not over, not taken back."""
    for look in ConsentRead.objects.select_related("consent").order_by("pk"):
        consent, day = look.consent, localdate(look.read_at)
        ended = consent.ended_at is not None and look.read_at > consent.ended_at
        if look.read_at < consent.granted_at or day > consent.expires_on or ended:
            yield f"I7 {consent.no} was read at {look.read_at.isoformat()}"


def not_told() -> Iterator[str]:
    """I8: what is marked delivered was delivered, what failed too often is parked, and nothing is
    told before it happened.
    """
    both = Outbox.objects.filter(delivered_at__isnull=False, parked_at__isnull=False)
    early = Outbox.objects.filter(delivered_at__lt=F("created_at") - timedelta(seconds=1))
    silent = Outbox.objects.filter(parked_at__isnull=False, last_error="")
    stuck = Outbox.objects.filter(delivered_at=None, parked_at=None, attempts__gt=7)
    for rows, what in (
        (both, "delivered and parked"),
        (early, "delivered before it was written"),
        (silent, "parked without a fault"),
        (stuck, "tried for ever"),
    ):
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            yield f"I8 message {pk} is {what}"
    undelivered = Notice.objects.filter(outbox__delivered_at=None)
    for pk in undelivered.order_by("pk").values_list("pk", flat=True):
        yield f"I8 notice {pk} was read into an inbox its message was not delivered to"
