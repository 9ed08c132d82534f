"""追偿回款: money got back after a loss was shared, returned to those who paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kerong.finance.loss_sharing import INSURER, Sharing, parts_of
from kerong.finance.splits import LENDER, PAID, Split
from kerong.finance.terms import MOST_FEN, require_range


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Money got back that goes to one payer."""

    payer: str
    amount_fen: int
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Costs come off first; what is left is `net_fen`, the sum of `shares`."""

    costs_fen: int
    net_fen: int
    shares: tuple[Returned, ...]


def share_recovery(
    split: Split,
    sharing: Sharing,
    *,
    recovered_fen: int,
    costs_fen: int = 0,
    returned_before: Mapping[str, int] | None = None,
) -> Recovery:
    """Recoveries fill what each paid; nobody gets back more until everybody is whole.

    By agreement the insurer gets what its payment is of the whole loss, the rest goes by the
    agreed weights; by payment all go by what they paid. Who is whole drops out and the others
    divide on. What is left once all are whole is the lender's: interest and penalty it was owed.
    Each share is cut down to the fen; the fen left over go by `split.rest`, past the lender once
    it is whole, so that one fen more recovered may move the fen left over and nothing else.

    200 lost by the knowledge-value split, 50 got back with nothing spent: fund 40 (16 and 24),
    bank 10. With 5 of costs 45 is shared: 36 and 9. Had an insurer paid 300 of 1000, the fund
    560 and the bank 140, of 100 got back the insurer gets 30, of the 70 left the fund 56, the
    bank 14.
    """
    require_range("recovered_fen", recovered_fen, 0, MOST_FEN)
    require_range("costs_fen", costs_fen, 0, MOST_FEN)
    costs = min(costs_fen, recovered_fen)
    before = returned_before or {}
    rooms = {
        share.payer: max(0, share.total_fen - before.get(share.payer, 0))
        for share in sharing.shares
    }
    net = recovered_fen - costs
    amounts = _whole_fen(split, _poured(split, sharing, net, rooms), rooms)
    amounts[split.lender] += net - sum(amounts.values())
    parts = {payer.code: payer.parts for payer in split.payers}
    return Recovery(
        costs_fen=costs,
        net_fen=net,
        shares=tuple(
            Returned(payer=code, amount_fen=fen, parts=parts_of(fen, parts.get(code, ())))
            for code, fen in amounts.items()
        ),
    )


def _poured(
    split: Split, sharing: Sharing, net_fen: int, rooms: Mapping[str, int]
) -> dict[str, Fraction]:
    """The exact shares: every round makes one more payer whole or uses all there is."""
    got = dict.fromkeys(rooms, Fraction(0))
    left = Fraction(net_fen)
    while left and (lacking := [code for code in rooms if got[code] < rooms[code]]):
        weights = _weights(split, sharing, lacking)
        total = sum(weights.values())
        level = min(left / total, *((rooms[code] - got[code]) / weights[code] for code in lacking))
        for code in lacking:
            got[code] += level * weights[code]
        left -= level * total
    return got


def _weights(split: Split, sharing: Sharing, lacking: Sequence[str]) -> dict[str, Fraction]:
    """What each of those not yet whole gets beside the others."""
    if split.recovery == PAID:
        return {code: Fraction(sharing.paid_by(code)) for code in lacking}
    agreed = {code: split.payer(code).weight for code in lacking if code != INSURER}
    insured = sharing.paid_by(INSURER)
    borne = Fraction(sharing.total_fen - insured, sum(agreed.values()) or 1)
    weights = {code: borne * weight for code, weight in agreed.items()}
    return weights | ({INSURER: Fraction(insured)} if INSURER in lacking else {})


def _whole_fen(
    split: Split, exact: Mapping[str, Fraction], rooms: Mapping[str, int]
) -> dict[str, int]:
    """The exact shares cut down to the fen, the rest handed out; nobody beyond what it lacks."""
    amounts = {code: int(share) for code, share in exact.items()}
    rest = int(sum(exact.values())) - sum(amounts.values())
    if split.rest == LENDER:
        kept = min(rest, rooms[split.lender] - amounts[split.lender])
        amounts[split.lender] += kept
        rest -= kept
    others = [code for code in exact if split.rest != LENDER or code != split.lender]
    largest = sorted(others, key=lambda code: int(exact[code]) - exact[code])
    for code in largest[:rest]:
        amounts[code] += 1
    return amounts
