"""核对: funds against their bridges, and every escrow against the state of its bridge."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kerong.contracts.bridges.closing import to_be_paid_again
from kerong.contracts.bridges.models import Bridge, BridgeFund
from kerong.contracts.bridges.statement import figures_of
from kerong.contracts.loans.models import Loan
from kerong.ledger.check import LedgerFault
from kerong.ledger.models import Account

_AT_ONCE = 500
SENTENCES = {
    "bridge.fund": ("转贷资金的账与各笔转贷不符。", "A fund's ledger and its bridges disagree."),
    "bridge.escrow": (
        "已了结的转贷，专户未归零销户。",
        "The escrow of an ended bridge is not closed at zero.",
    ),
    "bridge.loan": (
        "转贷记为已还旧贷，旧贷款并未结清。",
        "A bridge says that the old loan was repaid, and the loan is not settled.",
    ),
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`subject` is a fund's key or a bridge's number; `what` is of `SENTENCES`."""

    subject: str
    what: str


def ledger_faults() -> Iterable[LedgerFault]:
    """For `ledger-check`: everything this package promises about money."""
    for fault in check_bridges():
        yield LedgerFault(fault.what, fault.subject, *SENTENCES[fault.what])


def check_bridges() -> list[Disagreement]:
    """Everything that does not agree, nothing when all does."""
    return [*_funds(), *_ended(), *_settled()]


def _funds() -> Iterator[Disagreement]:
    for fund in BridgeFund.objects.order_by("key"):
        if not figures_of(fund).agrees:
            yield Disagreement(fund.key, "bridge.fund")


def _ended() -> Iterator[Disagreement]:
    """An ended bridge leaves a closed escrow with nothing on it, but for what a bank sent back
    and the firm is to be paid again."""
    ended = Bridge.objects.filter(state__in=Bridge.ENDED)
    numbers = ended.order_by("pk").values_list("no", flat=True)
    for part in _parts(list(numbers)):
        owners = [f"bridge:{no}" for no in part]
        rows = Account.objects.filter(kind="bridge_escrow", owner__in=owners)
        empty = rows.filter(balance_fen=0).exclude(closed_at=None)
        clean = set(empty.values_list("owner", flat=True)) | to_be_paid_again(owners)
        for no in part:
            if f"bridge:{no}" not in clean:
                yield Disagreement(no, "bridge.escrow")


def _settled() -> Iterator[Disagreement]:
    """Where the old bank's report was taken back the bridge says more than the loan does."""
    told = Bridge.objects.exclude(settled_on=None).exclude(loan__state=Loan.State.SETTLED)
    for no in told.order_by("pk").values_list("no", flat=True):
        yield Disagreement(no, "bridge.loan")


def _parts(numbers: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
