"""Reads what a pack declares before its lines: dated parameters and the fields of a listing."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from kerong.rules.document import Place, Raw
from kerong.rules.formulas.tokens import read_literal
from kerong.rules.offering import DatedValue, ListingField, Words
from kerong.rules.reasons import Unreadable
from kerong.rules.reference import REFERENCE_PARAMETERS
from kerong.rules.text_classes import CODES, FieldText
from kerong.rules.values import measured, read_value
from kerong.rules.vocabulary import CODE, DATE, NUMERIC_TYPES, RATIO, Vocabulary, vocabulary
from kerong.rules.words_text import WordsText

MOST_FIELDS, MOST_PARAMETERS = 30, 30
TEXT = "text"  # the kind of a parameter that is not one number: lines may use it, formulas not
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_RESERVED = frozenset({"today", "min", "max", "by", "steps", "round_down", "limit"})


def words_of(text: WordsText) -> Words:
    return Words(text.zh, text.en)


def day_of(text: str, place: Place) -> date:
    try:
        day = read_value(DATE, text)
    except Unreadable as why:
        place.fault(why)
    assert isinstance(day, date)
    return day


def require_name(name: str, place: Place, *others: Mapping[str, Any]) -> None:
    """A plain lower-case name that is neither reserved, nor a fact, nor taken."""
    taken = name in _RESERVED or name in vocabulary() or any(name in other for other in others)
    if taken or not _NAME.fullmatch(name):
        place.refuse("text.name", name=name[:60])


def require_few(count: int, most: int, place: Place) -> None:
    if count > most:
        place.refuse("text.many", count=count, most=most)


def read_parameters(
    written: Mapping[str, Mapping[str, Raw]], place: Place, *, verified: bool
) -> dict[str, tuple[DatedValue, ...]]:
    """Parameters by name, each a series of values in order of the day they begin."""
    require_few(len(written), MOST_PARAMETERS, place)
    found = {}
    for name, by_day in written.items():
        require_name(name, place.below(name), REFERENCE_PARAMETERS)
        if not by_day:
            place.below(name).refuse("text.parameter")
        dated = [_dated_value(day, raw, verified) for day, raw in by_day.items()]
        found[name] = tuple(sorted(dated, key=lambda value: value.since))
    return found


def parameter_kinds(
    parameters: Mapping[str, tuple[DatedValue, ...]],
) -> dict[str, tuple[str, bool]]:
    """What a formula sees: the common kind of all values (else TEXT), and whether none is < 0."""
    held = {name: (kind, True) for name, kind in REFERENCE_PARAMETERS.items()}
    return held | {name: _kind_of(dated) for name, dated in parameters.items()}


def read_fields(
    written: Mapping[str, FieldText], place: Place, words: Vocabulary
) -> dict[str, ListingField]:
    require_few(len(written), MOST_FIELDS, place)
    found = {}
    for name, text in written.items():
        if not _NAME.fullmatch(name):
            text.place.refuse("text.name", name=name[:60])
        found[name] = _field(name, text, words)
    return found


def _dated_value(day: str, raw: Raw, verified: bool) -> DatedValue:
    value = raw.value
    if isinstance(value, dict):
        if set(value) - {"value", "verified", "clause", "source"} or "value" not in value:
            raw.place.refuse("text.parameter")
        verified = value.get("verified", verified) is True
        value = value["value"]
    items = value if isinstance(value, list) else [value]
    if not items or not all(type(item) in (int, str) for item in items):
        raw.place.refuse("text.parameter")
    texts = tuple(str(item) for item in items)
    for text in texts:
        if text.endswith("%"):
            try:
                read_value(RATIO, text)
            except Unreadable as why:
                raw.place.fault(why)
    return DatedValue(day_of(day, raw.place), texts, isinstance(value, list), verified)


def _kind_of(dated: tuple[DatedValue, ...]) -> tuple[str, bool]:
    if any(value.listed for value in dated):
        return TEXT, False
    try:
        literals = [read_literal(value.texts[0]) for value in dated]
    except Unreadable:
        return TEXT, False
    kinds = {literal.kind for literal in literals}
    kind = kinds.pop() if len(kinds) == 1 else TEXT
    return kind, all(literal.value >= 0 for literal in literals)


def _field(name: str, text: FieldText, words: Vocabulary) -> ListingField:
    least = most = None
    if text.type in NUMERIC_TYPES:
        least, most = _bound(text, "from", text.from_), _bound(text, "to", text.to)
        if most < least:
            text.place.refuse("text.range")
    elif text.from_ or text.to:
        text.place.refuse("text.range")
    if text.type in (CODE, CODES):
        if text.of is None or text.of not in words or words.fact(text.of).type != CODE:
            text.place.refuse("text.code_list", of=text.of)
    elif text.of is not None:
        text.place.refuse("text.code_list", of=text.of)
    return ListingField(name, text.type, words_of(text.title), text.optional, least, most, text.of)


def _bound(text: FieldText, side: str, written: str | None) -> int:
    place = text.place.below(side)
    if written is None:
        place.refuse("text.range")
    try:
        amount, per = measured(text.type, read_value(text.type, written))
    except Unreadable as why:
        place.fault(why)
    return amount // per  # a value of rule text is a whole number of its unit
