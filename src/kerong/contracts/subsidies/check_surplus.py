"""暂收款复核: what is held for a payer is what receipts have left, or ordered and not sent."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kerong.contracts.subsidies.models import ClawBackReceipt, SurplusReturn
from kerong.contracts.subsidies.surplus import suspense_code
from kerong.kernel.money import Money
from kerong.ledger.check import LedgerFault
from kerong.ledger.models import Account
from kerong.payments.models import Payment

CODE = "subsidy.surplus"
SENTENCE = (
    "暂收款与凭证余款不符。",
    "What is held for a payer is not what its receipts have left.",
)


def check_surplus() -> Iterator[LedgerFault]:
    """By payer; three queries, however many."""
    held: dict[str, int] = defaultdict(int)
    for receipt in ClawBackReceipt.objects.order_by("pk").iterator(1000):
        held[suspense_code(receipt.payer)] += receipt.left_fen
    ordered = SurplusReturn.objects.filter(state=SurplusReturn.State.ORDERED)
    rows = list(ordered.select_related("receipt"))
    sent = _sent([row.reference for row in rows])
    for row in rows:
        if row.reference not in sent:
            held[suspense_code(row.receipt.payer)] += row.amount_fen
    owned = Account.objects.filter(kind="suspense").values_list("code", "balance_fen")
    balances = dict(owned)
    for code in sorted(held | balances):
        found, due = balances.get(code, 0), held.get(code, 0)
        if found != due:
            facts = {"held": Money(found).yuan_text(), "computed": Money(due).yuan_text()}
            yield LedgerFault(CODE, code, *SENTENCE, facts)


def _sent(roots: Sequence[str]) -> set[str]:
    """Of these payments the ones whose last attempt is with the bank; one query."""
    attempts = Payment.objects.filter(root__in=roots).order_by("attempt")
    last = dict(attempts.values_list("root", "state"))
    return {root for root, state in last.items() if state == Payment.State.SENT}
