"""担保复核: balances, liability, the firm's room and the ledger computed again from the rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Sum

from kerong.contracts.guarantees.accounts import liability_code
from kerong.contracts.guarantees.bearers import shares_of
from kerong.contracts.guarantees.letters import liability_fen
from kerong.contracts.guarantees.models import FirmRoom, Guarantee, LiabilityStep
from kerong.contracts.guarantees.rooms import scopes_of
from kerong.ledger.check import LedgerFault
from kerong.ledger.models import Account

_AT_ONCE = 500

SENTENCES = {
    "guarantee.steps": (
        "在保余额与其变动合计不符。",
        "The balance of a guarantee is not the sum of its steps.",
    ),
    "guarantee.part": (
        "担保责任与在保本金和担保比例不符。",
        "The liability of a guarantee is not its part of the principal.",
    ),
    "guarantee.room": (
        "企业占用额度与其担保不符。",
        "What a firm takes of a cap is not what its guarantees occupy.",
    ),
    "guarantee.memo": (
        "表外账簿与在保责任不符。",
        "The memo book is not the sum of the liabilities.",
    ),
}


@dataclass(frozen=True, slots=True)
class GuaranteeFault:
    """`where` is a guarantee's number, a firm's scope or an account; `what` does not agree.

    `code` is of `SENTENCES`.
    """

    code: str
    where: str
    what: str
    held: str
    computed: str


@dataclass(frozen=True, slots=True)
class GuaranteeCheck:
    guarantees: int
    faults: tuple[GuaranteeFault, ...]


def ledger_faults() -> Iterable[LedgerFault]:
    """For `ledger-check`: everything this package promises about money."""
    for fault in check_guarantees().faults:
        facts = {"what": fault.what, "stored": fault.held, "expected": fault.computed}
        yield LedgerFault(fault.code, fault.where, *SENTENCES[fault.code], facts)


def check_guarantees() -> GuaranteeCheck:
    """Steps add up to balances, balances to liability, rooms to what guarantees occupy, liability
    to the memo book.
    """
    sums = {
        row["guarantee"]: (int(row["principal"]), int(row["liability"]), row["steps"])
        for row in LiabilityStep.objects.order_by()
        .values("guarantee")
        .annotate(principal=Sum("principal_fen"), liability=Sum("liability_fen"), steps=Count("pk"))
    }
    rooms: dict[tuple[int, str], int] = defaultdict(int)
    liability: dict[str, int] = defaultdict(int)
    faults: list[GuaranteeFault] = []
    count = 0
    rows = Guarantee.objects.select_related("agreement").order_by("pk")
    for guarantee in rows.iterator(chunk_size=_AT_ONCE):
        count += 1
        faults += _figures(guarantee, sums.get(guarantee.pk, (0, 0, 0)))
        for payer, fen in shares_of(guarantee, guarantee.balance_fen).items():
            programme = guarantee.agreement.programme
            liability[liability_code(guarantee.guarantor_id, programme, payer)] += fen
        if guarantee.room_fen:
            for scope in scopes_of(guarantee.agreement):
                rooms[guarantee.enterprise_id, scope] += guarantee.room_fen
    faults += _rooms(rooms)
    faults += _ledger(liability)
    return GuaranteeCheck(count, tuple(faults))


def _figures(guarantee: Guarantee, sums: tuple[int, int, int]) -> Iterator[GuaranteeFault]:
    computed = {
        "balance_fen": sums[0],
        "liability_fen": sums[1],
        "step_count": sums[2],
    }
    for name, value in computed.items():
        held = getattr(guarantee, name)
        if held != value:
            yield GuaranteeFault("guarantee.steps", guarantee.no, name, str(held), str(value))
    part = liability_fen(guarantee.balance_fen, guarantee.covered_ppm)
    if part != guarantee.liability_fen:
        told = (str(guarantee.liability_fen), str(part))
        yield GuaranteeFault("guarantee.part", guarantee.no, "part", *told)


def _rooms(computed: dict[tuple[int, str], int]) -> Iterator[GuaranteeFault]:
    held = {(row.enterprise_id, row.scope): row.used_fen for row in FirmRoom.objects.all()}
    for key in sorted({*held, *computed}):
        if held.get(key, 0) != computed.get(key, 0):
            where = f"enterprise:{key[0]} {key[1]}"
            told = (str(held.get(key, 0)), str(computed.get(key, 0)))
            yield GuaranteeFault("guarantee.room", where, "room", *told)


def _ledger(computed: dict[str, int]) -> Iterator[GuaranteeFault]:
    """The memo book, account by account: every bearer under every programme."""
    accounts = Account.objects.filter(kind="guarantees_outstanding")
    held = dict(accounts.values_list("code", "balance_fen"))
    for code in sorted({*held, *computed}):
        if held.get(code, 0) != computed.get(code, 0):
            told = (str(held.get(code, 0)), str(computed.get(code, 0)))
            yield GuaranteeFault("guarantee.memo", code, "memo book", *told)
