"""Reads a facts document 企业数据文件: the party, the day it describes, and values by code."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kerong.kernel.money import Money, NotMoney
from kerong.kernel.ratios import MILLION, ppm_from, ratio_from_text
from kerong.rules.errors import FactsFault, field_error
from kerong.rules.reasons import Unreadable
from kerong.rules.values import Pair, Value, from_measured, measured, read_value, shown
from kerong.rules.vocabulary import (
    CODE,
    DATE,
    FLAG,
    MONEY,
    RATIO,
    Fact,
    Vocabulary,
)

LARGEST_FLOAT = 10**11  # above this a binary number may lose the second decimal
_INDUSTRY = re.compile(r"[A-T][0-9]{0,4}", re.ASCII)
_DIVISION = re.compile(r"[0-9]{6}(?:[0-9]{3})?", re.ASCII)
_PATTERNS = {"industry_code": _INDUSTRY, "division_code": _DIVISION}


@dataclass(frozen=True, slots=True)
class FactsInput:
    """Values in memory form; `as_of` None when the document names no day.

    `overrides` are derived facts that were given and therefore win; `warnings` are sentences' raw
    material: {"fact", "code", "zh", "en"}.
    """

    party: Mapping[str, str]
    as_of: date | None
    facts: Mapping[str, Value]
    overrides: tuple[str, ...]
    warnings: tuple[Mapping[str, str], ...]


def read_facts_text(text: str | bytes, vocabulary: Vocabulary) -> FactsInput:
    """A facts document from JSON text. Numbers are kept as written, so no decimal is lost."""
    try:
        document = json.loads(text, parse_float=_Written, object_pairs_hook=_without_duplicates)
    except Unreadable as why:
        raise FactsFault([field_error("facts", why)]) from None
    except (ValueError, RecursionError) as error:
        problem = Unreadable("fact.json", problem=str(error)[:120])
        raise FactsFault([field_error("facts", problem)]) from None
    return read_facts_document(document, vocabulary)


def read_facts_document(document: Any, vocabulary: Vocabulary) -> FactsInput:
    """Typed values of a loaded document; raises FactsFault naming every fault.

    Money in 元, ratios as fractions (more than six decimals are rounded half up with a warning),
    points as "86", dates ISO, flags true or false. Null and absent are unknown.
    """
    reader = _Reader(vocabulary)
    facts: dict[str, Value] = {}
    given = document.get("facts") if isinstance(document, dict) else None
    if not isinstance(given, dict):
        raise FactsFault([field_error("facts", Unreadable("fact.document"))])
    for code, value in given.items():
        read = reader.read(str(code), value)
        if read is not None:
            facts[code] = read
    as_of = reader.day(document.get("as_of"))
    if reader.errors:
        raise FactsFault(reader.errors)
    overrides = tuple(code for code in facts if vocabulary.fact(code).derived)
    return FactsInput(
        party=_party(document.get("party")),
        as_of=as_of,
        facts=facts,
        overrides=overrides,
        warnings=tuple(reader.warnings),
    )


def facts_document(facts: Mapping[str, Value | None], vocabulary: Vocabulary) -> dict[str, Any]:
    """The `facts` part of a document for these values: the inverse of reading."""
    return {
        code: shown(vocabulary.fact(code).type, value)
        for code, value in facts.items()
        if value is not None
    }


class _Written(str):
    """A JSON number with decimals, as it was written."""

    __slots__ = ()


class _Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.errors: list[dict[str, Any]] = []
        self.warnings: list[dict[str, str]] = []

    def read(self, code: str, value: Any) -> Value | None:
        if code not in self.vocabulary:
            nearest = self.vocabulary.nearest(code)
            why = Unreadable("fact.unknown", fact=code[:60], nearest=nearest)
            self.errors.append(field_error(code[:60], why, nearest=nearest))
            return None
        if value is None:
            return None
        fact = self.vocabulary.fact(code)
        try:
            read = self._typed(fact, value)
            _require_bounds(fact, read)
        except Unreadable as why:
            self.errors.append(field_error(code, why))
            return None
        return read

    def day(self, value: Any) -> date | None:
        if value is None:
            return None
        try:
            day = read_value(DATE, value) if isinstance(value, str) else None
        except Unreadable:
            day = None
        if not isinstance(day, date):
            self.errors.append(field_error("as_of", Unreadable("fact.as_of")))
            return None
        return day

    def _typed(self, fact: Fact, value: Any) -> Value:
        if fact.type == FLAG:
            if isinstance(value, bool):
                return value
            return read_value(FLAG, value if isinstance(value, str) else "")
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise Unreadable("fact.form", kind=fact.type)
        if fact.type in (DATE, CODE) and not (isinstance(value, str) or fact.type == CODE):
            raise Unreadable("fact.form", kind=fact.type)
        text = _text_of(value)
        if fact.type == MONEY:
            return _yuan(text)
        if fact.type == RATIO:
            return self._ratio(fact, text)
        if fact.type == CODE:
            return _code(fact, text)
        return read_value(fact.type, text)

    def _ratio(self, fact: Fact, text: str) -> Pair:
        try:
            exact = ratio_from_text(text)
        except ValueError:
            raise Unreadable("value.ratio", text=text[:40]) from None
        ppm = ppm_from(exact)
        if Fraction(ppm, MILLION) != exact:
            why = Unreadable("fact.rounded", text=text[:40])
            self.warnings.append(
                {"fact": fact.code, "code": why.code, "zh": why.say(), "en": why.say("en")}
            )
        return ppm, MILLION


def _text_of(value: int | float | str) -> str:
    if isinstance(value, float):
        if abs(value) >= LARGEST_FLOAT:
            raise Unreadable("fact.number_size")
        return format(Decimal(repr(value)), "f")
    return str(value).strip()


def _yuan(text: str) -> int:
    try:
        return Money.from_yuan(text).fen
    except NotMoney:
        raise Unreadable("value.money", text=text[:40]) from None


def _code(fact: Fact, text: str) -> str:
    code = str(read_value(CODE, text))
    if fact.choices and code not in fact.choices:
        raise Unreadable("value.choice", text=code, allowed=list(fact.choices))
    pattern = _PATTERNS.get(fact.code)
    if pattern is not None and not pattern.fullmatch(code):
        raise Unreadable("value.code", text=code)
    return code


def _require_bounds(fact: Fact, value: Value) -> None:
    if fact.least is None or fact.most is None:
        return
    amount, per = measured(fact.type, value)
    if not fact.least * per <= amount <= fact.most * per:
        least, most = (
            shown(fact.type, from_measured(fact.type, bound)) for bound in (fact.least, fact.most)
        )
        raise Unreadable("fact.bounds", least=least, most=most)


def _party(given: Any) -> dict[str, str]:
    if not isinstance(given, dict):
        return {}
    wanted = ("name", "credit_code", "scheme", "value")
    return {name: str(given[name])[:200] for name in wanted if isinstance(given.get(name), str)}


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Unreadable("fact.duplicate", key=twice[:60])
    return found
