"""制单: payments that are due become a draft batch, chosen ones or all of a kind."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet, Sum
from django.utils.timezone import localdate

from kerong.jobs.contention import retried
from kerong.jobs.progress import begin_progress, end_progress, report_progress
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import number_to_come
from kerong.ledger.errors import UnknownAccount
from kerong.ledger.models import Account
from kerong.notices.tell import tell
from kerong.payments.access import DRAFT_BATCH
from kerong.payments.doers import drafter_of
from kerong.payments.errors import BatchMovedMeanwhile, NothingDue, PaymentsNotDue, TooManyChosen
from kerong.payments.match_accounts import match_accounts
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.notes import batch_stream, note_batch
from kerong.payments.steps import GO_ON, progress_key

FILL_STEP = 1_000
MOST_CHOSEN = 500
SHOWN = 10
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDraft:
    """What the batch is to hold: payments named in `chosen`, or all due of the kind until `due_on`.

    `payable` narrows it to what one ledger account owes, such as one budget's. `client_key` is
    made by the page, so that a form sent twice is one batch.
    """

    kind: str
    client_key: str
    payable: str = ""
    chosen: tuple[str, ...] = ()
    due_on: date | None = None
    words: str = ""


@retried
def draft_batch(*, actor: Actor, draft: BatchDraft, at: datetime) -> PaymentBatch:
    """The draft, whole when it is small; a large one goes on filling in the background.

    The same `client_key` again gives back the batch it made. Raises NothingDue, PaymentsNotDue
    naming them, TooManyChosen, UnknownAccount.
    """
    DRAFT_BATCH.require(actor)
    if len(draft.chosen) > MOST_CHOSEN:
        raise TooManyChosen(most=MOST_CHOSEN)
    made = _made_before(draft, actor)
    if made is not None:
        return made
    payable = _payable(draft.payable)
    try:
        with transaction.atomic():
            match_accounts()
            batch = _begin(draft, payable, actor=actor, at=at)
            if draft.chosen:
                _choose(batch, draft)
                finish_filling(batch, actor=actor, at=at)
            elif fill_some(batch, at=at):
                total = FILL_STEP + due_for(batch).count()
                begin_progress(progress_key(batch), total=total, at=at)
                report_progress(progress_key(batch), more=FILL_STEP, at=at)
                enqueue(GO_ON, batch=batch.no)
            if not batch.item_count:
                raise NothingDue()
    except IntegrityError as fault:  # the same form a moment earlier
        made = _made_before(draft, actor)
        if made is None:
            raise BatchMovedMeanwhile(no=draft.client_key[:20]) from fault
        return made
    batch.refresh_from_db()
    return batch


def fill_some(batch: PaymentBatch, *, at: datetime) -> bool:
    """One step of gathering, inside the caller's transaction; whether there may be more.

    Raises BatchMovedMeanwhile when another worker took the step or some of the payments.
    """
    rows = due_for(batch).filter(pk__gt=batch.filled_to).order_by("pk")
    found = list(rows.values_list("pk", "amount_fen")[:FILL_STEP])
    if found:
        _add(batch, found)
    if len(found) == FILL_STEP:
        report_progress(progress_key(batch), more=len(found), at=at)
        return True
    finish_filling(batch, actor=drafter_of(batch), at=at)
    return False


def due_for(batch: PaymentBatch) -> QuerySet[Payment]:
    """Payments that a batch of these terms would gather now."""
    wanted = Q(wanted_on=None) | Q(wanted_on__lte=batch.due_on)
    rows = Payment.objects.filter(wanted, state=Payment.State.DUE, kind=batch.kind)
    return rows.filter(payable=batch.payable_id) if batch.payable_id else rows


def finish_filling(batch: PaymentBatch, *, actor: Actor, at: datetime) -> None:
    """The draft stands and waits for a second person; one that stayed empty is discarded."""
    batch.refresh_from_db()
    state = PaymentBatch.State.DRAFT if batch.item_count else PaymentBatch.State.DISCARDED
    filling = PaymentBatch.objects.filter(
        pk=batch.pk, state=PaymentBatch.State.FILLING, version=batch.version
    )
    if not filling.update(state=state):
        raise BatchMovedMeanwhile(no=batch.no)
    batch.state = state
    end_progress(progress_key(batch), at=at)
    if state == PaymentBatch.State.DISCARDED:
        return
    facts = {
        "kind": batch.kind,
        "payable": batch.payable.code if batch.payable else "",
        "due_on": batch.due_on,
        "words": batch.words,
    }
    note_batch(batch, "drafted", actor=actor, at=at, facts=facts)
    tell(
        to="role:officer",
        kind="payment.batch_drafted",
        facts={
            "batch": batch.no,
            "items": batch.item_count,
            "amount": Money(batch.total_fen).yuan_text(),
        },
        subject=batch_stream(batch),
        at=at,
    )


def _made_before(draft: BatchDraft, actor: Actor) -> PaymentBatch | None:
    same = PaymentBatch.objects.filter(client_key=draft.client_key, drafted_by=actor.person_id)
    return same.first()


def _payable(code: str) -> Account | None:
    found = Account.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise UnknownAccount(account=code)
    return found


def _begin(
    draft: BatchDraft, payable: Account | None, *, actor: Actor, at: datetime
) -> PaymentBatch:
    batch = PaymentBatch.objects.create(
        no=number_to_come(),
        client_key=draft.client_key,
        kind=draft.kind,
        payable=payable,
        words=draft.words[:LONGEST_WORDS],
        state=PaymentBatch.State.FILLING,
        due_on=draft.due_on or localdate(at),
        drafted_by_id=actor.person_id,
        drafted_as=actor.reference,
        drafted_at=at,
    )
    batch.no = f"B{localdate(at).year}-{batch.pk:06d}"
    PaymentBatch.objects.filter(pk=batch.pk).update(no=batch.no)
    return batch


def _choose(batch: PaymentBatch, draft: BatchDraft) -> None:
    """All that were chosen or none; a day they are wanted on does not hold a person up."""
    rows = Payment.objects.filter(
        no__in=draft.chosen, state=Payment.State.DUE, kind=batch.kind
    ).order_by("pk")
    if batch.payable_id:
        rows = rows.filter(payable=batch.payable_id)
    found = {no: (pk, fen) for no, pk, fen in rows.values_list("no", "pk", "amount_fen")}
    if missing := sorted(set(draft.chosen) - set(found)):
        raise PaymentsNotDue(nos="、".join(missing[:SHOWN]))
    _add(batch, list(found.values()))


def _add(batch: PaymentBatch, found: list[tuple[int, int]]) -> None:
    """The batch's row first: of two workers at one batch the second sees it moved and lets go."""
    last, count, fen = found[-1][0], len(found), sum(amount for _pk, amount in found)
    here = PaymentBatch.objects.filter(
        pk=batch.pk, state=PaymentBatch.State.FILLING, filled_to=batch.filled_to
    )
    if not here.update(
        filled_to=last,
        item_count=F("item_count") + count,
        total_fen=F("total_fen") + fen,
        version=F("version") + 1,
    ):
        raise BatchMovedMeanwhile(no=batch.no)
    due = Payment.objects.filter(pk__in=[pk for pk, _fen in found], state=Payment.State.DUE)
    due.update(state=Payment.State.BATCHED, batch=batch)
    held = batch.items.filter(pk__in=[pk for pk, _fen in found])
    sums = held.aggregate(fen=Sum("amount_fen"))
    if held.count() != count or sums["fen"] != fen:  # another batch or a cancelling was faster
        raise BatchMovedMeanwhile(no=batch.no)
    batch.filled_to, batch.version = last, batch.version + 1
    batch.item_count, batch.total_fen = batch.item_count + count, batch.total_fen + fen
