"""Exact fractions in SQL: every value a pair of 128-bit whole numbers in lowest terms.

NULL is unknown and strict. Each step gets a name; steps that need the same depth stand in one
select over those before, so the database computes each once.
"""

import re
from collections import defaultdict
from fractions import Fraction

Pair = tuple[str, str]


class Steps:
    """Names for expressions over a table of firms."""

    def __init__(self):
        self.levels = defaultdict(list)
        self.level = {}
        self.names = {}

    def let(self, text):
        """The name of an expression; it stands below every name it reads."""
        if text not in self.names:
            name = self.names[text] = f"t{len(self.names)}"
            self.level[name] = 1 + max(
                (self.level[read] for read in re.findall(r"\bt\d+\b", text)), default=0
            )
            self.levels[self.level[name]].append(f"{text} AS {name}")
        return self.names[text]

    def select(self, table, columns):
        text, last = f"SELECT * FROM {table}", 0
        parts = []
        for level in sorted(self.levels):
            source = f"c{last}" if last else table
            last = level
            steps = ", ".join(self.levels[level])
            parts.append(f"c{level} AS MATERIALIZED (SELECT *, {steps} FROM {source})")
        head = f"WITH {', '.join(parts)} " if parts else ""
        return f"{head}SELECT {', '.join(columns)} FROM {f'c{last}' if last else f'({text})'}"

    # --- fractions ---------------------------------------------------------------------------

    def constant(self, value):
        if value is None:
            return "NULL::HUGEINT", "NULL::HUGEINT"
        value = Fraction(value)
        return f"({value.numerator})::HUGEINT", f"({value.denominator})::HUGEINT"

    def reduced(self, number, per):
        n, d = self.let(number), self.let(per)
        g = self.let(f"gcd({n}, {d})")
        return self.let(f"{n} // {g}"), self.let(f"{d} // {g}")

    def added(self, a, b, sign="+"):
        return self.reduced(f"{a[0]} * {b[1]} {sign} {b[0]} * {a[1]}", f"{a[1]} * {b[1]}")

    def times(self, a, b):
        return self.reduced(f"{a[0]} * {b[0]}", f"{a[1]} * {b[1]}")

    def over(self, a, b):
        """NULL where the divisor is zero; the sign goes to the top."""
        number = f"CASE WHEN {b[0]} = 0 THEN NULL ELSE {a[0]} * {b[1]} * sign({b[0]}) END"
        return self.reduced(number, f"{a[1]} * abs({b[0]})")

    def negative(self, a):
        return self.let(f"-{a[0]}"), a[1]

    def compared(self, a, sign, b):
        return self.let(f"({a[0]} * {b[1]} {sign} {b[0]} * {a[1]})")

    def picked(self, condition, a, b):
        """One or the other; NULL where the condition is."""
        return tuple(
            self.let(
                f"CASE WHEN {condition} IS NULL THEN NULL WHEN {condition} THEN {one} "
                f"ELSE {two} END"
            )
            for one, two in zip(a, b, strict=True)
        )

    def least(self, several):
        return self._best("<=", several)

    def most(self, several):
        return self._best(">=", several)

    def _best(self, sign, several):
        best, *rest = several
        for other in rest:
            best = self.picked(self.compared(best, sign, other), best, other)
        return best

    def floored(self, a):
        """The whole part towards minus infinity."""
        n, d = a
        whole = f"({n} - (({n} % {d}) + {d}) % {d}) // {d}"
        return self.let(whole), "1::HUGEINT"

    def rounded(self, a, scale):
        """To the nearest whole number, halves away from zero."""
        n, d = a
        return self.let(f"sign({n}) * ((2 * abs({n}) * {scale} + {d}) // (2 * {d}))")
