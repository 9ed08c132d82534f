"""核付款: what payments promise about money, recomputed from the rows; asked by `ledger-check`."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, Concat

from kerong.ledger.check import LedgerFault
from kerong.ledger.models import Transfer
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch
from kerong.payments.models.payment import LIVE
from kerong.payments.notes import account_facts, account_stream, ordered_facts, payment_stream
from kerong.trail.against import Saying, differing_rows

SENTENCES = {
    "payment.clearing": (
        "批次清算账户余额与已送未回的付款合计不符。",
        "The clearing account of a batch is not the sum of what went out and is not answered.",
    ),
    "payment.untrue": (
        "付款状态与其账务不符。",
        "The state of a payment and the transfers under its serial do not agree.",
    ),
    "payment.twice": (
        "同一引用付出超过一次。",
        "More than one payment under one root went out and stayed out.",
    ),
    "payment.amounts": (
        "同一引用的各次付款金额不一致。",
        "Attempts under one root differ in amount or payee.",
    ),
    "payment.account_foreign": (
        "付款的收款账户不属于收款方，或送出时未经确认。",
        "A payment went to an account that is not its payee's, or that nobody confirmed.",
    ),
    "payment.differs": (
        "付款与发起时的留痕不符。",
        "A payment is not what was ordered, as the trail has it.",
    ),
    "account.differs": (
        "收款账户与登记时的留痕不符。",
        "An account is not what its party gave, as the trail has it.",
    ),
    "batch.counts": ("批次的笔数或金额与其明细不符。", "Counts or sums of a batch differ."),
    "batch.one_person": ("批次由一人制单并审批。", "One person drafted and approved a batch."),
}
_ORDERED = ("no", "reference", "kind", "payee", "amount_fen", "subject")
_State = Payment.State
_PAID = (_State.CONFIRMED, _State.RETURNED_LATE)
_OUT = (_State.SENT, *_PAID, _State.RETURNED)


def check_payments() -> Iterator[LedgerFault]:
    """Σ of sent items = clearing balance per batch; every answered item has its movements; nothing
    is paid twice per root; two persons; what was ordered and given is what the trail has."""
    yield from _clearing()
    yield from _movements()
    yield from _roots()
    yield from _accounts()
    yield from _batches()
    yield from _told()


def _fault(code: str, where: str, **facts: str) -> LedgerFault:
    return LedgerFault(code, where, *SENTENCES[code], facts)


def _clearing() -> Iterator[LedgerFault]:
    out = Sum("items__amount_fen", filter=Q(items__state=_State.SENT))
    rows = PaymentBatch.objects.filter(clearing__isnull=False).annotate(out=Coalesce(out, 0))
    for no in rows.exclude(clearing__balance_fen=F("out")).values_list("no", flat=True):
        yield _fault("payment.clearing", no)


def _movements() -> Iterator[LedgerFault]:
    """Each movement is there exactly when the state says so, between the accounts it says."""
    clearing = OuterRef("batch__clearing")
    wanted = (
        ("payment_sent", _OUT, OuterRef("payable"), clearing),
        ("payment_confirmed", _PAID, clearing, OuterRef("paid")),
        ("payment_returned", (_State.RETURNED,), clearing, OuterRef("payable")),
        ("payment_returned_late", (_State.RETURNED_LATE,), OuterRef("paid"), OuterRef("payable")),
    )
    for kind, states, debit, credit in wanted:
        reference = Concat(Value(f"{kind}:"), OuterRef("no"))
        named = Transfer.objects.filter(reference=reference, kind=kind, reverses=None)
        fitting = named.filter(
            amount_fen=OuterRef("amount_fen"), debit=debit, credit=credit, reversed_by=None
        )
        missing = Payment.objects.filter(state__in=states).exclude(Exists(fitting))
        extra = Payment.objects.exclude(state__in=states).filter(Exists(named))
        for rows in (missing, extra):
            for no, state in rows.order_by("pk").values_list("no", "state"):
                yield _fault("payment.untrue", no, movement=kind, state=state)


def _roots() -> Iterator[LedgerFault]:
    by_root = Payment.objects.order_by().values("root")
    live = by_root.filter(state__in=LIVE).annotate(count=Count("pk")).filter(count__gt=1)
    for root in live.values_list("root", flat=True):
        yield _fault("payment.twice", root)
    spread = by_root.annotate(
        amounts=Count("amount_fen", distinct=True), payees=Count("payee", distinct=True)
    )
    for root in spread.filter(Q(amounts__gt=1) | Q(payees__gt=1)).values_list("root", flat=True):
        yield _fault("payment.amounts", root)


def _accounts() -> Iterator[LedgerFault]:
    """Held against what stands now: a row of an account is replaced, never edited."""
    fit = (PayeeAccount.State.CONFIRMED, PayeeAccount.State.REPLACED)
    out = Payment.objects.filter(state__in=_OUT)
    stranger = ~Q(account__party=F("payee")) | ~Q(account__state__in=fit)
    unsure = stranger | Q(account__decided_by=None)
    for no in out.filter(unsure).order_by("pk").values_list("no", flat=True):
        yield _fault("payment.account_foreign", no)


def _told() -> Iterator[LedgerFault]:
    """What was ordered, and the accounts parties gave, are what the trail says."""
    payments = Payment.objects.only(*_ORDERED)
    for payment, differs in differing_rows(payments, "payment.ordered", _order_of):
        yield _fault("payment.differs", payment.no, what=differs)
    accounts = PayeeAccount.objects.all()
    for account, differs in differing_rows(accounts, "payment.account_given", _account_of):
        yield _fault("account.differs", str(account), what=differs)


def _order_of(payment: Payment) -> Saying:
    return Saying(payment_stream(payment), payment.subject, ordered_facts(payment))


def _account_of(account: PayeeAccount) -> Saying:
    return Saying(account_stream(account), account.party, account_facts(account))


def _batches() -> Iterator[LedgerFault]:
    def count(*states: str) -> Count:
        return Count("items", filter=Q(items__state__in=states))

    def fen(*states: str) -> Coalesce:
        return Coalesce(Sum("items__amount_fen", filter=Q(items__state__in=states)), 0)

    given_up = (PaymentBatch.State.EMPTYING, PaymentBatch.State.DISCARDED)
    rows = PaymentBatch.objects.exclude(state__in=given_up).annotate(
        items_now=Count("items"),
        fen_now=Coalesce(Sum("items__amount_fen"), 0),
        sent_now=count(*_OUT),
        confirmed_now=count(*_PAID),
        confirmed_fen_now=fen(*_PAID),
        late_now=count(_State.RETURNED_LATE),
        late_fen_now=fen(_State.RETURNED_LATE),
        returned_now=count(_State.RETURNED),
        returned_fen_now=fen(_State.RETURNED),
    )
    agreeing = Q(
        item_count=F("items_now"),
        total_fen=F("fen_now"),
        sent_count=F("sent_now"),
        confirmed_count=F("confirmed_now"),
        confirmed_fen=F("confirmed_fen_now"),
        late_count=F("late_now"),
        late_fen=F("late_fen_now"),
        returned_count=F("returned_now"),
        returned_fen=F("returned_fen_now"),
    )
    for no in rows.exclude(agreeing).values_list("no", flat=True):
        yield _fault("batch.counts", no)
    for no in PaymentBatch.objects.filter(approved_by=F("drafted_by")).values_list("no", flat=True):
        yield _fault("batch.one_person", no)
