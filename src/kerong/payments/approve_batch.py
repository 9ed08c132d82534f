"""审批付款批次: a second person sends the batch that they saw to the bank."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from kerong.jobs.contention import retried
from kerong.jobs.progress import begin_progress
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.ledger.models import Account
from kerong.ledger.open_account import open_account
from kerong.ledger.values import NewAccount
from kerong.payments.access import APPROVE_BATCH, batch_for
from kerong.payments.errors import AccountsReplaced, BatchChanged, NotCovered, SamePerson
from kerong.payments.models import PayeeAccount, PaymentBatch
from kerong.payments.notes import note_batch
from kerong.payments.send import send_some
from kerong.payments.steps import GO_ON, progress_key

SHOWN = 10


@retried
def approve_batch(*, actor: Actor, batch_no: str, version: int, at: datetime) -> PaymentBatch:
    """Send the draft whose `version` the person saw; a large one goes on in the background.

    Approving again what this person approved changes nothing. Raises SamePerson, BatchChanged,
    AccountsReplaced, NotCovered with the account that owes more than it holds.
    """
    APPROVE_BATCH.require(actor)
    batch = batch_for(actor, batch_no)
    if batch.approved_by_id == actor.person_id and batch.approved_at_version == version:
        return batch
    if batch.drafted_by_id == actor.person_id:
        raise SamePerson()
    with transaction.atomic():
        _approve(batch, version, actor=actor, at=at)
        _require_standing_accounts(batch)
        _require_cover(batch)
        facts = {"version": version, "clearing": batch.clearing.code if batch.clearing else ""}
        note_batch(batch, "approved", actor=actor, at=at, facts=facts)
        begin_progress(progress_key(batch), total=batch.item_count, at=at)
        if send_some(batch, at=at):
            enqueue(GO_ON, batch=batch.no)
    batch.refresh_from_db()
    return batch


def _approve(batch: PaymentBatch, version: int, *, actor: Actor, at: datetime) -> None:
    """One conditional update: of two people at once one sends it."""
    code = f"fiscal/clearing/{batch.no.lower()}"
    account = NewAccount(code=code, kind="bank_clearing", title=f"付款批次 {batch.no} 清算")
    clearing = open_account(account=account, actor=actor, at=at)
    draft = PaymentBatch.objects.filter(
        pk=batch.pk, state=PaymentBatch.State.DRAFT, version=version
    ).exclude(drafted_by=actor.person_id)
    if not draft.update(
        state=PaymentBatch.State.SENDING,
        clearing=clearing,
        approved_by_id=actor.person_id,
        approved_as=actor.reference,
        approved_at=at,
        approved_at_version=version,
    ):
        raise BatchChanged(no=batch.no)
    batch.refresh_from_db()


def _require_standing_accounts(batch: PaymentBatch) -> None:
    moved = batch.items.exclude(account__state=PayeeAccount.State.CONFIRMED).order_by("pk")
    if nos := list(moved.values_list("no", flat=True)[:SHOWN]):
        raise AccountsReplaced(nos="、".join(nos), count=moved.count())


def _require_cover(batch: PaymentBatch) -> None:
    """What each account owes in this batch it holds now; the ledger asks again at each step."""
    owed = batch.items.order_by("payable").values_list("payable").annotate(fen=Sum("amount_fen"))
    wanted = {int(pk): int(fen) for pk, fen in owed}
    for account in Account.objects.filter(pk__in=wanted).order_by("code"):
        available = account.available_fen - (account.floor_fen or 0)
        if wanted[account.pk] > available:
            raise NotCovered(
                account=account.code,
                wanted=Money(wanted[account.pk]).yuan_text(),
                available=Money(available).yuan_text(),
            )
