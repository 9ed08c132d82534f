"""What the ledger is asked for: plain frozen values that refuse what no account could hold."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from kerong.kernel.references import split_reference
from kerong.ledger.chart import KINDS
from kerong.ledger.errors import NotAMovement, WrongKinds
from kerong.ledger.movements import MOVEMENT_KINDS

MOST_FEN = 10**15  # ten trillion yuan: a hundred years of them stay far within 64 bits
LONGEST_REFERENCE, LONGEST_SUBJECT, LONGEST_WORDS, LONGEST_CODE = 160, 120, 300, 120
_CODE = re.compile(r"(?:fiscal|exposure)(?:/[a-z0-9][a-z0-9-]*)+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Money that is to move: `debit` and `credit` are account codes.

    `reference` makes it happen once: the same reference with the same body is the same transfer.
    `subject` is the text reference of what it is about ("loan:L2026-000001"); its stream tells.
    `words` are for people and no part of what is compared.
    """

    debit: str
    credit: str
    amount_fen: int
    kind: str
    reference: str
    effective_on: date
    subject: str
    words: str = ""

    def __post_init__(self) -> None:
        require_sayable(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A movement that is to be possible later; `expires_on` is the last day it may be posted."""

    debit: str
    credit: str
    amount_fen: int
    kind: str
    reference: str
    subject: str
    words: str = ""
    expires_on: date | None = None

    def __post_init__(self) -> None:
        require_sayable(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account that is to be open: its code begins with the book of its kind.

    The floor is the kind's unless given; `floor_fen=None` with `has_floor=False` means none.
    """

    code: str
    kind: str
    title: str
    owner: str = ""
    floor_fen: int | None = None
    cap_fen: int | None = None
    has_floor: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise NotAMovement(field="kind", text=self.kind)
        fits = len(self.code) <= LONGEST_CODE and _CODE.fullmatch(self.code)
        if not fits or self.code.partition("/")[0] != KINDS[self.kind].book:
            raise NotAMovement(field="code", text=self.code[:LONGEST_CODE])
        if self.owner:
            split_reference(self.owner)

    @property
    def usual_floor_fen(self) -> int | None:
        if not self.has_floor:
            return None
        return KINDS[self.kind].floor_fen if self.floor_fen is None else self.floor_fen


def require_sayable(wanted: Any) -> None:
    """Amount, kind, reference and subject can be written down; raises NotAMovement."""
    amount = wanted.amount_fen
    if type(amount) is not int or not 0 < amount <= MOST_FEN:
        raise NotAMovement(field="amount_fen", text=str(amount)[:40])
    if wanted.kind not in MOVEMENT_KINDS:
        raise NotAMovement(field="kind", text=wanted.kind[:40])
    if wanted.debit == wanted.credit:
        raise NotAMovement(field="credit", text=wanted.credit[:LONGEST_CODE])
    if not wanted.reference.strip() or len(wanted.reference) > LONGEST_REFERENCE:
        raise NotAMovement(field="reference", text=wanted.reference[:LONGEST_REFERENCE])
    if len(wanted.words) > LONGEST_WORDS:
        raise NotAMovement(field="words", text=wanted.words[:40])
    if len(wanted.subject) > LONGEST_SUBJECT:
        raise NotAMovement(field="subject", text=wanted.subject[:40])
    split_reference(wanted.subject)


def require_kinds(code: str, debit: str, credit: str) -> None:
    """The movement of that kind goes between accounts of these kinds; raises WrongKinds."""
    kind = MOVEMENT_KINDS[code]
    if debit not in kind.debit or credit not in kind.credit:
        raise WrongKinds(kind=code, debit=debit, credit=credit)
