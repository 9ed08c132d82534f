"""First reading of a formula: only known characters pass, and literals become plain names.

What comes out is safe to give to Python's parser: ASCII names, operators and parentheses within
fixed lengths and depth, so neither huge numbers nor look-alike letters nor deep nesting reach it.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from kerong.rules.formulas.nodes import NUMBER, Literal
from kerong.rules.reasons import Unreadable
from kerong.rules.vocabulary import MONEY, RATIO

LONGEST = 1000  # characters
DEEPEST = 20  # parentheses inside one another
_FEN = {"元": 100, "万": 10**6, "亿": 10**10}
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<number>[0-9]{1,15}(?:\.[0-9]{1,6})?)(?P<unit>万|亿|元|%)?(?![0-9.])"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]{0,59})"
    r"|(?P<reference>[$@][a-z][a-z0-9_]{0,59})"
    r"|(?P<sign>[-+*/(),=])",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """`python` is the rewritten text; the tables give what each stand-in stands for."""

    python: str
    literals: dict[str, Literal]
    arguments: dict[str, str]
    parameters: dict[str, str]


def read_tokens(text: str) -> Tokens:
    if len(text) > LONGEST:
        raise Unreadable("formula.long", longest=LONGEST)
    found = Tokens("", {}, {}, {})
    written: list[str] = []
    depth = at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unreadable("formula.character", character=text[at], column=at + 1)
        at = match.end()
        written.append(_stand_in(match, found))
        depth += (match["sign"] == "(") - (match["sign"] == ")")
        if depth > DEEPEST:
            raise Unreadable("formula.deep", deepest=DEEPEST)
    python = " ".join(word for word in written if word)
    return Tokens(python, found.literals, found.arguments, found.parameters)


def read_literal(text: str) -> Literal:
    """One number standing alone, signed or not: 300万, 1亿, 50%, 0.8, 8000元."""
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text)
    match = _TOKEN.fullmatch(body)
    if match is None or match["number"] is None:
        raise Unreadable("formula.literal", text=text[:40])
    literal = _literal(match)
    return Literal(sign * literal.value, literal.kind)


def _stand_in(match: re.Match[str], found: Tokens) -> str:
    if match["number"] is not None:
        name = f"_literal{len(found.literals)}"
        found.literals[name] = _literal(match)
        return name
    if match["reference"] is not None:
        sign, name = match["reference"][0], match["reference"][1:]
        table = found.arguments if sign == "$" else found.parameters
        stand_in = f"_{'argument' if sign == '$' else 'parameter'}_{name}"
        table[stand_in] = name
        return stand_in
    return match["name"] or match["sign"] or ""


def _literal(match: re.Match[str]) -> Literal:
    value, unit = Fraction(match["number"]), match["unit"]
    if unit is None:
        return Literal(value, NUMBER)
    if unit == "%":
        return Literal(value / 100, RATIO)
    fen = value * _FEN[unit]
    if fen.denominator != 1:
        raise Unreadable("value.fen", text=match[0])
    return Literal(fen, MONEY)
