"""What a bank may report: which figures each kind fills, and which need a second person."""

from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.errors import (
    FigureMissing,
    FigureOutOfPlace,
    FigureOutOfRange,
    ReportKindUnknown,
)
from kerong.contracts.loans.models import Category, ReportKind
from kerong.finance.terms import MOST_FEN
from kerong.kernel.references import one_spelling

MOST_PPM = 360_000
MOST_WORDS, MOST_REFERENCE = 500, 120
_BAD = frozenset({Category.SUBSTANDARD, Category.DOUBTFUL, Category.LOSS})
_AMOUNTS = ("principal_fen", "interest_fen", "penalty_fen")


class Effect:
    """提前还款方式: what an early repayment does to what is still to come."""

    SHORTER, LOWER, NEXT = "shorter_term", "lower_instalment", "next_dues"
    ALL = (LOWER, SHORTER, NEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """A report before it is one. Money in fen; `corrects` is the reference of an earlier report."""

    reference: str
    kind: str
    effective_on: date
    principal_fen: int = 0
    interest_fen: int = 0
    penalty_fen: int = 0
    rate_ppm: int | None = None
    due_on: date | None = None
    category: str = ""
    effect: str = ""
    words: str = ""
    source: str = "form"
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """Figures a kind must have, and those it may have; every other stays empty."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    some: tuple[str, ...] = ()


_K = ReportKind
SHAPES: dict[str, Shape] = {
    _K.DRAWDOWN: Shape(must=("principal_fen",)),
    _K.REPAYMENT: Shape(some=_AMOUNTS),
    _K.EARLY_REPAYMENT: Shape(
        must=("principal_fen", "effect"), may=("interest_fen", "penalty_fen")
    ),
    _K.ARREARS: Shape(may=(*_AMOUNTS, "due_on")),
    _K.PENALTY_INTEREST: Shape(must=("penalty_fen",)),
    _K.RATE_CHANGE: Shape(must=("rate_ppm",)),
    _K.CLASSIFICATION: Shape(must=("category",)),
    _K.EXTENSION: Shape(must=("due_on",)),
    _K.SETTLEMENT: Shape(may=_AMOUNTS),
    _K.WRITE_OFF: Shape(must=("principal_fen",)),
    _K.VOID: Shape(),
}
"""RENEWAL is absent: only the decision on an application settles a loan by a new one."""

_ALWAYS_TWO = frozenset({_K.RATE_CHANGE, _K.EXTENSION, _K.WRITE_OFF, _K.VOID})


def needs_second_person(draft: ReportDraft) -> bool:
    """What moves the firm's price or term, gives up a claim, brands it, or rewrites the past."""
    if draft.kind in _ALWAYS_TWO or draft.corrects:
        return True
    return draft.kind == _K.CLASSIFICATION and draft.category in _BAD


def check_figures(draft: ReportDraft) -> None:
    """Raises ReportKindUnknown, FigureMissing, FigureOutOfPlace, FigureOutOfRange."""
    shape = SHAPES.get(draft.kind)
    if shape is None:
        raise ReportKindUnknown(kind=draft.kind[:20], choices=", ".join(SHAPES))
    if not 1 <= len(one_spelling(draft.reference)) <= MOST_REFERENCE:
        raise FigureMissing(field="reference", kind=draft.kind)
    allowed = {*shape.must, *shape.may, *shape.some}
    for field in (*_AMOUNTS, "rate_ppm", "due_on", "category", "effect"):
        value = getattr(draft, field)
        if value in (0, None, "") and not (field == "rate_ppm" and value == 0):
            if field in shape.must:
                raise FigureMissing(field=field, kind=draft.kind)
        elif field not in allowed:
            raise FigureOutOfPlace(field=field, kind=draft.kind)
    if shape.some and not any(getattr(draft, field) for field in shape.some):
        raise FigureMissing(field=shape.some[0], kind=draft.kind)
    if draft.kind == _K.ARREARS and amount_of(draft) and draft.due_on is None:
        raise FigureMissing(field="due_on", kind=draft.kind)
    if draft.kind == _K.VOID and not draft.corrects:
        raise FigureMissing(field="corrects", kind=draft.kind)
    _check_ranges(draft)


def amount_of(draft: ReportDraft) -> int:
    return draft.principal_fen + draft.interest_fen + draft.penalty_fen


def _check_ranges(draft: ReportDraft) -> None:
    for field in _AMOUNTS:
        if not 0 <= getattr(draft, field) <= MOST_FEN:
            raise FigureOutOfRange(field=field, kind=draft.kind)
    if draft.rate_ppm is not None and not 0 <= draft.rate_ppm <= MOST_PPM:
        raise FigureOutOfRange(field="rate_ppm", kind=draft.kind)
    if draft.category and draft.category not in Category.values:
        raise FigureOutOfRange(field="category", kind=draft.kind)
    if draft.effect and draft.effect not in Effect.ALL:
        raise FigureOutOfRange(field="effect", kind=draft.kind)
    if len(draft.words) > MOST_WORDS:
        raise FigureOutOfRange(field="words", kind=draft.kind)
