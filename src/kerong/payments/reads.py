"""Questions of screens about payments, batches and payee accounts."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from kerong.documents.models import IssuedDocument
from kerong.jobs.models import Progress
from kerong.jobs.progress import progress_of
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account
from kerong.parties.names import search_form
from kerong.payments.access import (
    READ_PAYMENTS,
    accounts_seen_by,
    batch_for,
    batches_seen_by,
    party_of,
    payment_for,
    payments_seen_by,
)
from kerong.payments.issue_list import TOPIC
from kerong.payments.models import (
    LateReturnReport,
    PayeeAccount,
    Payment,
    PaymentBatch,
    PaymentFile,
    ReturnFile,
)
from kerong.payments.models.payment import BACK
from kerong.payments.notes import batch_stream, payment_stream
from kerong.payments.payees import Payee, payees_of
from kerong.payments.record_late_return import late_report_waiting
from kerong.payments.steps import progress_key
from kerong.trail.models import Event

MOST_WORDS, MOST_EVENTS, MOST_OWN = 6, 200, 100
_AGAIN = Q(state__in=BACK, reissued_at=None, given_up_at=None)


@dataclass(frozen=True, slots=True)
class DueTotals:
    """What waits: for a batch, for an account, to be paid again; accounts and drafts for a second
    person."""

    due_count: int
    due_fen: int
    waiting_count: int
    waiting_fen: int
    again_count: int
    again_fen: int
    accounts: int
    drafts: int


def due_totals(actor: Actor) -> DueTotals:
    """Three queries."""
    READ_PAYMENTS.require(actor)
    due, waiting = Q(state=Payment.State.DUE), Q(state=Payment.State.NO_ACCOUNT)
    sums = payments_seen_by(actor).aggregate(
        due_count=Count("pk", filter=due),
        due_fen=Sum("amount_fen", filter=due),
        waiting_count=Count("pk", filter=waiting),
        waiting_fen=Sum("amount_fen", filter=waiting),
        again_count=Count("pk", filter=_AGAIN),
        again_fen=Sum("amount_fen", filter=_AGAIN),
    )
    given = accounts_seen_by(actor).filter(state=PayeeAccount.State.GIVEN)
    drafts = batches_seen_by(actor).filter(state=PaymentBatch.State.DRAFT)
    counted = {name: int(value or 0) for name, value in sums.items()}
    return DueTotals(**counted, accounts=given.count(), drafts=drafts.count())


def payments_found(actor: Actor, words: str) -> QuerySet[Payment]:
    """Payments whose payee, serial, subject or purpose holds every word."""
    rows = payments_seen_by(actor).select_related("batch", "account", "payable")
    for word in search_form(words).split()[:MOST_WORDS]:
        named = Q(find_text__contains=word) | Q(no__contains=word.upper())
        rows = rows.filter(named | Q(purpose__contains=word) | Q(subject__contains=word.upper()))
    return rows


def paying_accounts(kind: str = "") -> list[tuple[str, str]]:
    """Ledger accounts that owe something due, for choosing what a batch is paid from."""
    rows = Payment.objects.filter(state=Payment.State.DUE)
    if kind:
        rows = rows.filter(kind=kind)
    owing = Account.objects.filter(pk__in=rows.order_by().values("payable"))
    return list(owing.order_by("code").values_list("code", "title"))


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """One payment with its other attempts and what the trail tells."""

    payment: Payment
    attempts: list[Payment]
    events: list[Event]
    late_report: LateReturnReport | None = None

    @property
    def may_be_paid_again(self) -> bool:
        return self.payment.is_back

    @property
    def may_have_come_back(self) -> bool:
        return self.payment.state == Payment.State.CONFIRMED and self.late_report is None

    @property
    def may_be_cancelled(self) -> bool:
        early = {Payment.State.NO_ACCOUNT, Payment.State.DUE}
        return self.payment.state in early or self.may_be_paid_again


def payment_page(actor: Actor, no: str) -> PaymentPage:
    payment = payment_for(actor, no)
    attempts = payments_seen_by(actor).filter(root=payment.root).order_by("attempt")
    told = Event.objects.filter(stream=payment_stream(payment)).order_by("no")
    waiting = late_report_waiting(payment)
    return PaymentPage(payment, list(attempts), list(told[:MOST_EVENTS]), waiting)


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One batch: files that went, files that came, papers, how far it is."""

    batch: PaymentBatch
    files: list[PaymentFile]
    returns: list[ReturnFile]
    papers: list[IssuedDocument]
    progress: Progress | None
    events: list[Event]
    to_pay_again: int

    @property
    def is_under_way(self) -> bool:
        """Whether a worker is at it; the page then asks for itself again."""
        busy = {PaymentBatch.State.FILLING, PaymentBatch.State.SENDING, PaymentBatch.State.EMPTYING}
        return self.batch.state in busy or self.batch.taking_id is not None

    @property
    def is_draft(self) -> bool:
        return self.batch.state == PaymentBatch.State.DRAFT

    @property
    def is_out(self) -> bool:
        return self.batch.state in (PaymentBatch.State.SENT, PaymentBatch.State.CLOSED)


def batch_page(actor: Actor, no: str) -> BatchPage:
    """Seven queries whatever the items; raises BatchNotFound."""
    batch = batch_for(actor, no)
    stream = batch_stream(batch)
    papers = IssuedDocument.objects.filter(subject=stream, topic__startswith=TOPIC)
    return BatchPage(
        batch=batch,
        files=list(batch.files.select_related("made_by").order_by("-pk")),
        returns=list(batch.returns.select_related("taken_by", "document").order_by("-pk")),
        papers=list(papers.defer("facts").order_by("pk")),
        progress=progress_of(progress_key(batch)),
        events=list(Event.objects.filter(stream=stream).order_by("no")[:MOST_EVENTS]),
        to_pay_again=batch.items.filter(_AGAIN).count(),
    )


def paper_of(actor: Actor, batch_no: str, document_no: str) -> IssuedDocument | None:
    """A payment list of that batch."""
    batch = batch_for(actor, batch_no)
    return IssuedDocument.objects.filter(subject=batch_stream(batch), no=document_no).first()


@dataclass(frozen=True, slots=True)
class PayeePage:
    """What a payee sees: its account, the one that waits, the last that was sent back, payments.

    `came_back` of these the bank returned, and nobody has ordered them anew.
    """

    stands: PayeeAccount | None
    waits: PayeeAccount | None
    sent_back: PayeeAccount | None
    payments: QuerySet[Payment]
    came_back: int


def payee_page(actor: Actor) -> PayeePage:
    """Three queries before the list; an empty page for those who act for no payee."""
    live = (
        PayeeAccount.State.CONFIRMED,
        PayeeAccount.State.GIVEN,
        PayeeAccount.State.REJECTED,
    )
    own = accounts_seen_by(actor).filter(party=party_of(actor), state__in=live)
    newest: dict[str, PayeeAccount] = {row.state: row for row in own.order_by("pk")}
    back = newest.get(PayeeAccount.State.REJECTED)
    later = [newest.get(PayeeAccount.State.GIVEN), newest.get(PayeeAccount.State.CONFIRMED)]
    is_news = back is not None and all(row is None or row.pk < back.pk for row in later)
    payments = payments_seen_by(actor)
    return PayeePage(
        stands=newest.get(PayeeAccount.State.CONFIRMED),
        waits=newest.get(PayeeAccount.State.GIVEN),
        sent_back=back if is_news else None,
        payments=payments.select_related("account").order_by("-pk"),
        came_back=payments.filter(_AGAIN).count(),
    )


def payee_of(account: PayeeAccount) -> Payee:
    """The party an account belongs to."""
    return payees_of([account.party])[account.party]


def names_of(accounts: list[PayeeAccount]) -> dict[str, str]:
    """Names of the parties of these accounts, in two queries."""
    found = payees_of(account.party for account in accounts)
    return {reference: payee.name for reference, payee in found.items()}
