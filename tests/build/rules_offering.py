"""Random offering texts and numbers for their fields, well-typed but otherwise wild."""

import json
from datetime import timedelta
from random import Random
from typing import Any

from tests.build.rules import BY_TYPE, CHOICES, TODAY, number_text

WORDS = {"zh": "文字", "en": "words"}
NUMERIC_OPERATORS = ("at_least", "at_most", "more_than", "less_than", "between", "is", "is_not")


class OfferingWriter:
    """Writes one random offering text and random numbers for its fields."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.fields = {
            f"{kind}_{at}": kind for kind in ("money", "ratio", "count", "points") for at in (1, 2)
        }
        self.fields |= {
            "flag_1": "flag",
            "flag_2": "flag",
            "grades": "codes",
            "industries": "codes",
        }
        self.lists = {"grades": "tax_credit_grade", "industries": "industry_code"}
        self.parameters = {
            "dated_ratio": {"2025-01-01": "0.5", "2026-06-01": "0.25"},
            "dated_money": {"2026-06-30": "200元"},
            "dated_later": {"2027-01-01": "0.5"},
            "dated_grades": {"2025-01-01": ["A", "B"], "2026-06-30": ["A", "M"]},
        }
        self.measures: dict[str, str] = {}

    def text(self) -> str:
        """The whole offering; JSON is YAML too."""
        measures = {}
        for at, kind in enumerate(("money", "ratio", "count")):
            name = f"measure_{at}"
            formula = self.formula(kind, 2, arguments=False)
            measures[name] = {"formula": formula, "unit": kind, "title": WORDS}
        self.measures = {name: written["unit"] for name, written in measures.items()}
        document: dict[str, Any] = {
            "key": "random-offering",
            "revision": 1,
            "kind": "loan",
            "title": WORDS,
            "basis": {"document": "test", "source": "test", "verified": True},
            "open": {"from": "2020-01-01"},
            "parameters": self.parameters,
            "listing_fields": {name: self.field(name) for name in self.fields},
            "measures": measures,
            "offer": {
                "limit": self.formula("money", 3),
                "rate": self.formula("ratio", 2),
                "term": self.formula("count", 2),
            },
        }
        document["eligibility"] = self.eligibility()
        return json.dumps(document, ensure_ascii=False, indent=1)

    def numbers(self) -> dict[str, Any]:
        """What an institution fills in; a third is left open."""
        rng, found = self.rng, {}
        for name, kind in self.fields.items():
            if rng.random() < 0.33:
                continue
            if kind == "flag":
                found[name] = rng.random() < 0.6
            elif kind == "codes":
                choices = CHOICES[self.lists[name]]
                found[name] = rng.sample(choices, rng.randint(1, 3))
            else:
                found[name] = number_text(rng, kind)
        return found

    def field(self, name: str) -> dict[str, Any]:
        kind = self.fields[name]
        field: dict[str, Any] = {"type": kind, "title": WORDS, "optional": True}
        if kind == "codes":
            field["of"] = self.lists[name]
        elif kind != "flag":
            field |= {"from": "-1000", "to": "1000000"}
        return field

    def eligibility(self) -> dict[str, Any]:
        if self.rng.random() < 0.3:
            return {
                "routes": [
                    {"key": f"route-{at}", "title": WORDS, "all": self.lines()} for at in range(3)
                ]
            }
        return {"all": self.lines()}

    def lines(self) -> list[dict[str, Any]]:
        found = []
        for _ in range(self.rng.randint(1, 4)):
            if self.rng.random() < 0.25:
                alternatives = [self.line() for _ in range(self.rng.randint(1, 3))]
                found.append({"any": alternatives})
            else:
                found.append(self.line())
        return found

    def line(self) -> dict[str, Any]:
        rng = self.rng
        kind = rng.choice(list(BY_TYPE))
        left = rng.choice(BY_TYPE[kind])
        if self.measures and rng.random() < 0.2:
            left, kind = rng.choice(list(self.measures.items()))
        line: dict[str, Any] = {"fact": left, "clause": "1", "say": WORDS}
        if rng.random() < 0.15:
            line["when"] = rng.choice(["$flag_1", "$flag_2"])
        operator, asked = self.asked(left, kind)
        return line | {operator: asked}

    def asked(self, left: str, kind: str) -> tuple[str, Any]:
        rng = self.rng
        if rng.random() < 0.05:
            return "known", True
        if kind == "flag":
            return rng.choice(["is", "is_not"]), rng.random() < 0.5
        if kind == "code":
            return self.asked_codes(left)
        if kind == "date":
            operator = rng.choice(["before", "after", "at_least", "at_most", "is", "is_not"])
            day = TODAY + timedelta(days=rng.randint(-1, 1))
            return operator, rng.choice(["today", day.isoformat()])
        operator = rng.choice(NUMERIC_OPERATORS)
        if operator == "between":
            return operator, sorted(
                (number_text(rng, kind) for _ in range(2)), key=lambda text: _size(text, kind)
            )
        return operator, self.ask(kind)

    def asked_codes(self, left: str) -> tuple[str, Any]:
        rng = self.rng
        choices = CHOICES[left]
        if left in self.lists.values() and rng.random() < 0.4:
            name = next(name for name, fact in self.lists.items() if fact == left)
            operator = "within" if left == "industry_code" else rng.choice(["in", "not_in"])
            return operator, f"${name}"
        if left == "tax_credit_grade" and rng.random() < 0.2:
            return "in", "@dated_grades"
        if rng.random() < 0.4:
            return rng.choice(["is", "is_not"]), rng.choice(choices)
        operator = "within" if left == "industry_code" else rng.choice(["in", "not_in"])
        return operator, rng.sample(choices, rng.randint(1, 3))

    def ask(self, kind: str) -> str:
        rng = self.rng
        roll = rng.random()
        if roll < 0.35:
            return f"${kind}_{rng.randint(1, 2)}"
        if roll < 0.45 and kind == "ratio":
            return rng.choice(["@dated_ratio", "@dated_later", "@lpr_1y"])
        if roll < 0.45 and kind == "money":
            return "@dated_money"
        if roll < 0.6 and kind in self.measures.values():
            return next(name for name, unit in self.measures.items() if unit == kind)
        return number_text(rng, kind)

    def formula(self, kind: str, depth: int, *, arguments: bool = True) -> str:
        """A well-typed formula of this kind."""
        rng = self.rng

        def inner(of: str) -> str:
            return self.formula(of, depth - 1, arguments=arguments)

        if depth == 0 or rng.random() < 0.25:
            return self.leaf(kind, arguments)
        shape = rng.choice(["sum", "scaled", "extreme", "round", "by", "steps", "own", "negative"])
        if shape == "sum":
            return f"({inner(kind)} {rng.choice('+-')} {inner(kind)})"
        if shape == "scaled":
            sign = rng.choice("**/")
            return f"{inner(kind)} {sign} {inner('number')}"
        if shape == "extreme":
            return f"{rng.choice(['min', 'max'])}({inner(kind)}, {inner(kind)})"
        if shape == "round":
            unit = {"money": "50元", "ratio": "0.1", "count": "2"}.get(kind, "2")
            return f"round_down({inner(kind)}, {unit})"
        if shape == "by":
            code, *names = rng.choice(
                [("size_class", "micro", "small"), ("is_hnte", "true", "false")]
            )
            branches = ", ".join(f"{name}={inner(kind)}" for name in names)
            return f"by({code}, {branches})"
        if shape == "steps":
            of = rng.choice(["count", "ratio", "points"])
            steps = f"(1, {inner(kind)}), (2.5, {inner(kind)})"
            return f"steps({inner(of)}, {inner(kind)}, {steps})"
        if shape == "negative":
            return f"-{self.leaf(kind, arguments)}"
        return self.own(kind, inner)

    def own(self, kind: str, inner: Any) -> str:
        if kind == "money":
            return f"({inner('ratio')} * {inner('money')})"
        if kind == "ratio":
            return f"({inner('money')} / {inner('money')})"
        return f"({inner(kind)} + {self.leaf('number', False)})"

    def leaf(self, kind: str, arguments: bool) -> str:
        rng = self.rng
        roll = rng.random()
        if kind == "number":
            return rng.choice(["2", "0.5", "3", "1", "0"])
        if roll < 0.3 and arguments:
            return f"${kind}_{rng.randint(1, 2)}"
        if roll < 0.4 and kind == "ratio":
            return rng.choice(["@dated_ratio", "@lpr_5y", "@dated_later"])
        if roll < 0.45 and kind == "money":
            return "@dated_money"
        if roll < 0.6:
            return {"money": "100元", "ratio": "50%", "count": "2", "points": "3"}[kind]
        return rng.choice(BY_TYPE[kind])


def _size(text: str, kind: str) -> float:
    for unit, factor in (("万", 10_000.0), ("元", 1.0), ("%", 0.01)):
        if text.endswith(unit):
            return float(text[: -len(unit)]) * factor
    return float(text)
