"""One engine for every split: a loss shared to the fen, insurance first, caps last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kerong.finance.splits import LENDER, PRO_RATA, Part, Payer, Split
from kerong.finance.terms import MOST_FEN, require_range
from kerong.kernel.errors import Invalid
from kerong.kernel.money import Money

INSURER = "insurer"


class CapOnTheLast(Invalid):
    """Facts: `payer`."""

    code = "finance.cap_on_lender"
    zh = "不能对承担余额的一方（{payer}）设上限。"
    en = "The payer who takes what is left ({payer}) cannot be capped."


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Overdue principal and normal interest nobody could collect, in fen."""

    principal_fen: int
    interest_fen: int = 0

    def __post_init__(self) -> None:
        require_range("principal_fen", self.principal_fen, 0, MOST_FEN)
        require_range("interest_fen", self.interest_fen, 0, MOST_FEN)

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most a payer pays for one firm, bank or year; `used_fen` was paid under it before."""

    payer: str
    scope: str
    most_fen: int
    used_fen: int = 0

    @property
    def room_fen(self) -> int:
        return max(0, self.most_fen - self.used_fen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance:
    """Pays before anybody shares: cover × (loss − deductible), at most `most_fen`."""

    most_fen: int
    deductible_fen: int = 0
    cover: Fraction = Fraction(1)
    covers_interest: bool = False

    def pays_fen(self, loss: Loss) -> int:
        """Rounded half up once; never more than the loss it covers."""
        covered = loss.total_fen if self.covers_interest else loss.principal_fen
        exposed = Money(max(0, covered - self.deductible_fen))
        return min(covered, self.most_fen, exposed.times(self.cover).fen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one payer pays; `parts` are its sub-shares, `capped_by` the scopes that cut it."""

    payer: str
    principal_fen: int
    interest_fen: int
    parts: tuple[tuple[str, int], ...] = ()
    capped_by: tuple[str, ...] = ()

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """The shares in the order of the split, the insurer first; they sum to the loss exactly."""

    shares: tuple[Share, ...]
    loss: Loss

    @property
    def total_fen(self) -> int:
        return sum(share.total_fen for share in self.shares)

    def paid_by(self, payer: str) -> int:
        """Fen of one payer, 0 for one who pays nothing."""
        return sum(share.total_fen for share in self.shares if share.payer == payer)


@dataclass(slots=True)
class _Purse:
    """What a payer has been given to pay, while caps move amounts about."""

    payer: Payer
    principal_fen: int
    interest_fen: int
    room_fen: int | None
    capped_by: tuple[str, ...] = field(default=())

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen

    def cut(self, caps: Sequence[Cap]) -> tuple[int, int]:
        """Keep what there is room for, principal before interest; return what is cut off."""
        if self.room_fen is None or self.total_fen <= self.room_fen:
            return 0, 0
        principal = min(self.principal_fen, self.room_fen)
        interest = self.room_fen - principal
        over = self.principal_fen - principal, self.interest_fen - interest
        self.principal_fen, self.interest_fen = principal, interest
        mine = [cap for cap in caps if cap.payer == self.payer.code]
        self.capped_by = tuple(cap.scope for cap in mine if cap.room_fen == self.room_fen)
        return over


def share_loss(
    split: Split,
    loss: Loss,
    *,
    caps: Sequence[Cap] = (),
    insurance: Insurance | None = None,
) -> Sharing:
    """Insurance first, then weights, then caps; the parts sum to the whole.

    Principal and interest are each divided once, cut down to the fen, and `split.rest` gets what
    is left. Knowledge-value split, principal 200 万 lost with 3 万 of interest: the fund pays 160
    (city 64, district 96), the bank 40 and all of the interest, 43. Raises CapOnTheLast.
    """
    insured = insurance.pays_fen(loss) if insurance else 0
    of_principal = min(insured, loss.principal_fen)
    left = Loss(
        principal_fen=loss.principal_fen - of_principal,
        interest_fen=loss.interest_fen - (insured - of_principal),
    )
    purses = _by_weight(split, left, caps)
    _apply(split, purses, caps)
    shares = [_share(purse) for purse in purses]
    if insurance:
        shares.insert(
            0,
            Share(payer=INSURER, principal_fen=of_principal, interest_fen=insured - of_principal),
        )
    return Sharing(shares=tuple(shares), loss=loss)


def true_up(advanced: Sharing, settled: Sharing) -> tuple[tuple[str, int], ...]:
    """先行代偿后的多退少补: what each payer still pays (or, below zero, gets back).

    Advanced at the amount applied for, 200: fund 160, bank 40. Settled at 180: fund −16, bank −4.
    """
    payers = [share.payer for share in settled.shares]
    payers += [share.payer for share in advanced.shares if share.payer not in payers]
    return tuple((payer, settled.paid_by(payer) - advanced.paid_by(payer)) for payer in payers)


def _by_weight(split: Split, loss: Loss, caps: Sequence[Cap]) -> list[_Purse]:
    codes = [payer.code for payer in split.payers]
    weights = [payer.weight for payer in split.payers]
    covered = [payer.weight if payer.covers_interest else 0 for payer in split.payers]
    covered[codes.index(split.lender)] = 0
    covered[codes.index(split.lender)] = sum(weights) - sum(covered)
    principal = split.divide(loss.principal_fen, weights, codes)
    interest = split.divide(loss.interest_fen, covered, codes)
    rooms = {
        code: min((cap.room_fen for cap in caps if cap.payer == code), default=None)
        for code in codes
    }
    for cap in caps:
        split.payer(cap.payer)
        if cap.payer == split.lender:
            raise CapOnTheLast(payer=cap.payer)
    return [
        _Purse(payer, principal[at], interest[at], rooms[payer.code])
        for at, payer in enumerate(split.payers)
    ]


def _apply(split: Split, purses: list[_Purse], caps: Sequence[Cap]) -> None:
    """Cut every purse to its room and hand on what was cut until nothing is left over.

    Each round fills at least one more purse for good, so there are at most as many as payers.
    """
    lender = next(purse for purse in purses if purse.payer.code == split.lender)
    full: set[str] = set()
    while True:
        over = [0, 0]
        for purse in purses:
            principal, interest = purse.cut(caps)
            over = [over[0] + principal, over[1] + interest]
            if purse.room_fen is not None and purse.total_fen == purse.room_fen:
                full.add(purse.payer.code)
        if over == [0, 0]:
            return
        takers = [lender]
        if split.overflow == PRO_RATA:
            takers = [purse for purse in purses if purse.payer.code not in full]
        elif split.overflow != LENDER and split.overflow not in full:
            takers = [purse for purse in purses if purse.payer.code == split.overflow]
        _hand_on(split, takers, lender, over)


def _hand_on(split: Split, takers: list[_Purse], lender: _Purse, over: list[int]) -> None:
    """Principal to all takers by weight; interest to those who cover it, else to the lender."""
    codes = [purse.payer.code for purse in takers]
    weights = [purse.payer.weight for purse in takers]
    for purse, fen in zip(takers, split.divide(over[0], weights, codes), strict=True):
        purse.principal_fen += fen
    covering = [purse for purse in takers if purse.payer.covers_interest] or [lender]
    codes = [purse.payer.code for purse in covering]
    weights = [purse.payer.weight for purse in covering]
    for purse, fen in zip(covering, split.divide(over[1], weights, codes), strict=True):
        purse.interest_fen += fen


def _share(purse: _Purse) -> Share:
    return Share(
        payer=purse.payer.code,
        principal_fen=purse.principal_fen,
        interest_fen=purse.interest_fen,
        parts=parts_of(purse.total_fen, purse.payer.parts),
        capped_by=purse.capped_by,
    )


def parts_of(fen: int, parts: Sequence[Part]) -> tuple[tuple[str, int], ...]:
    """Sub-shares by weight that sum to the whole: 0.05 yuan by 40 to 60 is 0.02 and 0.03."""
    if not parts:
        return ()
    shares = Money(fen).split([part.weight for part in parts])
    return tuple((part.code, share.fen) for part, share in zip(parts, shares, strict=True))
