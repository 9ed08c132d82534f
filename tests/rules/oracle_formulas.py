"""Formulas read and computed the slow, obvious way: recursive descent over characters, fractions,
intervals. Shares nothing with the product."""

import re
from fractions import Fraction

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)(万|亿|元|%)?|([$@]?[A-Za-z][A-Za-z0-9_]*)|([-+*/(),=]))")
UNITS = {None: Fraction(1), "%": Fraction(1, 100), "元": 100, "万": 10**6, "亿": 10**10}


def parse(text):
    """Nested tuples: ("number", Fraction), ("name", text), ("call", name, [...]), ("+", a, b) …"""
    tokens, at = [], 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        number, unit, name, sign = match.groups()
        if number is not None:
            tokens.append(("number", Fraction(number) * UNITS[unit]))
        else:
            tokens.append(("name", name) if name else ("sign", sign))
        at = match.end()
    tree, rest = _sum(tokens)
    assert not rest, rest
    return tree


def _sum(tokens):
    tree, tokens = _product(tokens)
    while tokens and tokens[0] in (("sign", "+"), ("sign", "-")):
        sign = tokens[0][1]
        right, tokens = _product(tokens[1:])
        tree = (sign, tree, right)
    return tree, tokens


def _product(tokens):
    tree, tokens = _factor(tokens)
    while tokens and tokens[0] in (("sign", "*"), ("sign", "/")):
        sign = tokens[0][1]
        right, tokens = _factor(tokens[1:])
        tree = (sign, tree, right)
    return tree, tokens


def _factor(tokens):
    if tokens[0] == ("sign", "-"):
        tree, tokens = _factor(tokens[1:])
        return ("negative", tree), tokens
    if tokens[0] == ("sign", "("):
        parts, tokens = _list(tokens[1:])
        return (parts[0][1] if len(parts) == 1 else ("pair", *(p for _, p in parts))), tokens
    if tokens[0][0] == "name" and len(tokens) > 1 and tokens[1] == ("sign", "("):
        parts, rest = _list(tokens[2:])
        return ("call", tokens[0][1], parts), rest
    return tokens[0], tokens[1:]


def _list(tokens):
    parts = []
    while True:
        word = None
        if len(tokens) > 1 and tokens[0][0] == "name" and tokens[1] == ("sign", "="):
            word, tokens = tokens[0][1], tokens[2:]
        tree, tokens = _sum(tokens)
        parts.append((word, tree))
        sign, tokens = tokens[0][1], tokens[1:]
        if sign == ")":
            return parts, tokens


def names(tree):
    """Every name the formula reads, selectors of `by` among them, functions not."""
    if tree[0] == "name":
        return [tree[1]]
    if tree[0] == "number":
        return []
    parts = [part for _, part in tree[2]] if tree[0] == "call" else tree[1:]
    return [name for part in parts for name in names(part)]


def value(tree, read):
    """Fraction, or None where anything at all is unknown or a divisor is zero."""
    kind = tree[0]
    if kind == "number":
        return tree[1]
    if kind == "name":
        return read(tree[1])
    if kind == "call" and tree[1] == "by":
        return _by(tree[2], read)
    if kind == "call" and tree[1] == "steps":
        return _steps(tree[2], read)
    parts = [p for _, p in tree[2]] if kind == "call" else tree[1:]
    values = [value(part, read) for part in parts]
    if None in values:
        return None
    if kind == "call":
        name = tree[1]
        if name == "round_down":
            return None if values[1] <= 0 else values[0] // values[1] * values[1]
        return min(values) if name == "min" else max(values)
    if kind == "negative":
        return -values[0]
    left, right = values
    if kind == "/":
        return None if right == 0 else left / right
    return {"+": left + right, "-": left - right, "*": left * right}[kind]


def _by(parts, read):
    chosen = read(parts[0][1][1])
    branches = {word: value(part, read) for word, part in parts[1:]}
    if None in branches.values():
        return None
    return branches.get(chosen)


def _steps(parts, read):
    x = value(parts[0][1], read)
    below = value(parts[1][1], read)
    steps = [(value(start, read), value(part, read)) for _, (_, start, part) in parts[2:]]
    if x is None or below is None or any(part is None for _, part in steps):
        return None
    for start, part in steps:
        if x >= start:
            below = part
    return below


class NoEnds(Exception):
    pass


def ends(tree, read):
    """(low, high) by plain interval arithmetic; `read` gives (low, high), a set of codes for `by`.
    Raises NoEnds where a divisor may be zero or no branch fits."""
    kind = tree[0]
    if kind == "number":
        return tree[1], tree[1]
    if kind == "name":
        return read(tree[1])
    if kind == "call" and tree[1] == "by":
        codes = read(tree[2][0][1][1])
        branches = {word: ends(part, read) for word, part in tree[2][1:]}
        return _hull([found for word, found in branches.items() if codes is None or word in codes])
    if kind == "call" and tree[1] == "steps":
        return _steps_ends(tree[2], read)
    parts = [p for _, p in tree[2]] if kind == "call" else tree[1:]
    spans = [ends(part, read) for part in parts]
    if kind == "call":
        lows, highs = [low for low, _ in spans], [high for _, high in spans]
        if tree[1] == "round_down":
            unit = spans[1][0]
            if unit <= 0:
                raise NoEnds
            return lows[0] // unit * unit, highs[0] // unit * unit
        best = min if tree[1] == "min" else max
        return best(lows), best(highs)
    if kind == "negative":
        return -spans[0][1], -spans[0][0]
    (a, b), (c, d) = spans
    if kind == "+":
        return a + c, b + d
    if kind == "-":
        return a - d, b - c
    if kind == "/":
        if c <= 0 <= d:
            raise NoEnds
        c, d = 1 / d, 1 / c
    corners = [a * c, a * d, b * c, b * d]
    return min(corners), max(corners)


def _steps_ends(parts, read):
    low, high = ends(parts[0][1], read)
    below = ends(parts[1][1], read)
    steps = [(value(start, lambda _: None), ends(part, read)) for _, (_, start, part) in parts[2:]]
    found = [below] if low < steps[0][0] else []
    for at, (start, span) in enumerate(steps):
        following = steps[at + 1][0] if at + 1 < len(steps) else None
        if high >= start and (following is None or low < following):
            found.append(span)
    return _hull(found)


def _hull(spans):
    if not spans:
        raise NoEnds
    return min(low for low, _ in spans), max(high for _, high in spans)
