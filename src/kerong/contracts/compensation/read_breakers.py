"""熔断读数: breakers read every night and whenever a loan under a pool changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from kerong.catalogue.models import Listing
from kerong.contracts.compensation.access import TAKE_READINGS
from kerong.contracts.compensation.breaker_figures import Read, guaranteed, read_now
from kerong.contracts.compensation.models import Breaker, BreakerReading, PooledLoan
from kerong.contracts.compensation.notes import OFFICERS, note_breaker
from kerong.contracts.compensation.stops import Holder, holders, ratio_words, rule_on
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.moved import LoanMoved
from kerong.finance.breaker import next_state, overdue_ratio
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference, split_reference
from kerong.notices.tell import tell
from kerong.parties.models import Institution
from kerong.reference.models import Division

TRIES = 5
State, Cause, Scope = Breaker.State, BreakerReading.Cause, Breaker.Scope


@dataclass(frozen=True, slots=True)
class Why:
    """What made a reading be taken."""

    cause: str
    subject: str = ""
    words: str = ""


def read_breakers(*, actor: Actor, at: datetime) -> int:
    """Read every breaker there is a loan for; how many changed their state."""
    TAKE_READINGS.require(actor)
    wanted = {
        (key, holder)
        for key, bank, listing, division in _places()
        for holder in holders(bank, listing, division)
    }
    changed = 0
    for key, holder in sorted(wanted, key=lambda each: (each[0], each[1].scope, each[1].key)):
        with transaction.atomic():
            breaker = stand(key, holder)
            changed += take_reading(breaker, Why(Cause.NIGHTLY), actor=actor, at=at)
    return changed


def read_on_change(moved: LoanMoved) -> None:
    """A loan under an agreement changed: where that moves a breaker, it moves now."""
    why = Why(Cause.EVENT, subject=reference("loan", moved.loan.no))
    for key, bank, listing, division in sorted(_places(moved.loan), key=str):
        for breaker in _stood(key, holders(bank, listing, division)):
            take_reading(breaker, why, actor=moved.actor, at=moved.at)


def _places(loan: Loan | None = None) -> set[tuple[str, int, int | None, str]]:
    """Table, bank, product and district of every loan under an agreement with a breaker, by pool
    or by guarantee, or of one loan; two queries.
    """
    pooled = PooledLoan.objects.exclude(agreement__breaker_key="")
    covered = guaranteed().exclude(breaker_key=None).exclude(breaker_key="")
    if loan is not None:
        pooled, covered = pooled.filter(loan=loan), covered.filter(loan=loan)
    own = ("loan__institution", "loan__listing")
    found = set(pooled.values_list("agreement__breaker_key", *own, "division_code").distinct())
    return found | set(covered.values_list("breaker_key", *own, "district").distinct())


def take_reading(breaker: Breaker, why: Why, *, actor: Actor, at: datetime) -> bool:
    """Read, and write where it is the night's or the state changes; whether it changed.

    A reading stands only on what nobody read meanwhile: else it is read again.
    """
    on = localdate(at)
    rule = rule_on(breaker.rule_key, on).terms
    for _ in range(TRIES):
        read = read_now(breaker, rule.metric)
        after = _after(breaker, read, on)
        if why.cause == Cause.EVENT and after == breaker.state:
            return False
        if _write(breaker, read, after, why, at):
            if after != breaker.state:
                _tell(breaker, read, after, actor=actor, at=at)
                return True
            return False
        breaker.refresh_from_db()
    return False


def stand(key: str, holder: Holder) -> Breaker:
    """The breaker of that table for that holder, made when it is first read."""
    found = Breaker.objects.filter(rule_key=key, scope=holder.scope, holder=holder.key).first()
    if found is None:
        found, _ = Breaker.objects.get_or_create(
            rule_key=key,
            scope=holder.scope,
            holder=holder.key,
            defaults={"title": _title(holder)},
        )
    return found


def _stood(key: str, asked: Iterable[Holder]) -> list[Breaker]:
    return sorted((stand(key, holder) for holder in asked), key=lambda each: each.pk)


def _after(breaker: Breaker, read: Read, on: date) -> str:
    """The rule's state; two people's word goes before it, for as long as they said."""
    if breaker.is_held:
        return State.SUSPENDED.value
    rule = rule_on(breaker.rule_key, on).terms.breaker
    ratio = overdue_ratio(read.part_fen, read.whole_fen)
    after = next_state(rule, breaker.state, ratio)
    lifted = breaker.lifted_until is not None and on <= breaker.lifted_until
    return State.WARNED.value if lifted and after == State.SUSPENDED else after


def _write(breaker: Breaker, read: Read, after: str, why: Why, at: datetime) -> bool:
    on = localdate(at)
    changes = after != breaker.state
    mine = Breaker.objects.filter(pk=breaker.pk, reading_count=breaker.reading_count)
    if not mine.update(
        state=after,
        part_fen=read.part_fen,
        whole_fen=read.whole_fen,
        reading_count=F("reading_count") + 1,
        **({"changed_on": on} if changes or breaker.changed_on is None else {}),
    ):
        return False
    BreakerReading.objects.create(
        breaker=breaker,
        no=breaker.reading_count + 1,
        read_on=on,
        part_fen=read.part_fen,
        whole_fen=read.whole_fen,
        before=breaker.state,
        after=after,
        cause=why.cause,
        subject=why.subject,
        words=why.words,
        recorded_at=at,
    )
    return True


def _tell(breaker: Breaker, read: Read, after: str, *, actor: Actor, at: datetime) -> None:
    before = breaker.state
    breaker.refresh_from_db()
    facts = {
        "before": str(before),
        "after": str(after),
        "part_fen": read.part_fen,
        "whole_fen": read.whole_fen,
    }
    note_breaker(breaker, "changed", actor=actor, at=at, facts=facts)
    told = {
        "title": breaker.title,
        "before": str(before),
        "after": str(after),
        "before_zh": State(before).label,
        "after_zh": State(after).label,
        "ratio": ratio_words(breaker),
    }
    to = [OFFICERS]
    if breaker.scope == Scope.BANK:
        to.append(breaker.holder)
    subject = reference("breaker", breaker.pk)
    tell(to=to, kind="breaker.changed", facts=told, subject=subject, at=at)


def _title(holder: Holder) -> str:
    """As people know it; a name that is gone leaves the reference."""
    _, no = split_reference(holder.key)
    found: object = None
    if holder.scope == Scope.BANK:
        found = Institution.objects.filter(pk=no).values_list("name", flat=True).first()
    elif holder.scope == Scope.PRODUCT:
        found = Listing.objects.filter(pk=no).values_list("name", flat=True).first()
    else:
        found = Division.objects.filter(code=no).values_list("name", flat=True).first()
    return str(found or no)
