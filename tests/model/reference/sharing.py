"""Who bears what of a loss, and how money that came back is shared: by weight, within caps."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.model.reference.fen import divided


@dataclass(frozen=True)
class Payer:
    """`pool` is what it pays from; `tiers` divide its part, such as city 40 to district 60."""

    code: str
    weight: int
    interest: bool
    pool: str = ""
    tiers: tuple[tuple[str, int], ...] = ()


def shared(
    payers: Sequence[Payer], principal: int, interest: int, rooms: dict[str, int]
) -> dict[str, tuple[int, int]]:
    """By weight; interest of who does not cover it is the bank's, and what a cap cuts off too."""
    whole = sum(payer.weight for payer in payers)
    parts = divided(principal, [payer.weight for payer in payers])
    covering = [payer.weight if payer.interest else 0 for payer in payers]
    lender = next(at for at, payer in enumerate(payers) if payer.code == "bank")
    covering[lender] += whole - sum(covering)
    extra = divided(interest, covering)
    found = {payer.code: [parts[at], extra[at]] for at, payer in enumerate(payers)}
    for code, room in rooms.items():
        kept = min(found[code][0], room)
        more = min(found[code][1], room - kept)
        found["bank"][0] += found[code][0] - kept
        found["bank"][1] += found[code][1] - more
        found[code] = [kept, more]
    return {code: (part[0], part[1]) for code, part in found.items()}


def recovered(
    payers: Sequence[Payer], bore: dict[str, int], net: int, returned: dict[str, int]
) -> dict[str, int]:
    """Filled by the agreed weights, nobody beyond what it bore; what is over is the bank's."""
    weights = {payer.code: Fraction(payer.weight) for payer in payers}
    room = {code: Fraction(max(0, fen - returned[code])) for code, fen in bore.items()}
    exact = dict.fromkeys(room, Fraction(0))
    left = Fraction(net)
    while left and any(room.values()):
        open_ = [code for code in room if room[code]]
        whole = sum(weights[code] for code in open_)
        level = min([left / whole, *(room[code] / weights[code] for code in open_)])
        for code in open_:
            exact[code] += level * weights[code]
            room[code] -= level * weights[code]
            left -= level * weights[code]
    cut = {code: int(fen) for code, fen in exact.items()}
    over = int(sum(exact.values())) - sum(cut.values())
    order = sorted(cut, key=lambda code: cut[code] - exact[code])
    for code in order[:over]:
        cut[code] += 1
    cut["bank"] += net - sum(cut.values())
    return cut


def accounts_of(payers: Sequence[Payer], shares: dict[str, tuple[int, int]]) -> dict[str, int]:
    """Account → fen of every payer that pays from a pool here, by tier."""
    found: dict[str, int] = {}
    for payer in payers:
        fen = sum(shares[payer.code])
        if not payer.pool:
            continue
        if not payer.tiers:
            found[payer.pool] = fen
            continue
        parts = divided(fen, [weight for _, weight in payer.tiers])
        for (tier, _), part in zip(payer.tiers, parts, strict=True):
            found[f"{payer.pool}/{tier}"] = part
    return found
