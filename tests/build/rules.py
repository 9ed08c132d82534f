"""Random offerings, listings and firms: small numbers, so that thresholds are hit all the time."""

import json
from datetime import date, timedelta
from random import Random
from typing import Any

from kerong.rules.reference import LprRow, ReferenceTables, SizeLimit

TODAY = date(2026, 6, 30)
WORDS = {"zh": "文字", "en": "words"}
MONEY = ["tax_paid", "tax_paid_prev", "rd_expense", "operating_revenue", "net_profit"]
MONEY += ["operating_revenue_prev", "loans_outstanding", "total_assets", "total_liabilities"]
COUNTS = ["employees", "rd_staff", "invention_patents", "insured_staff", "insured_staff_prev"]
COUNTS += ["years_since_founding", "lenders_count"]
RATIOS = ["rd_ratio", "rd_staff_ratio", "revenue_growth", "debt_ratio", "net_margin"]
RATIOS += ["pledged_equity_ratio", "insured_staff_growth"]
POINTS = ["points", "local_score"]
FLAGS = ["is_hnte", "is_srdi", "is_overdue_now"]
CODES = ["tax_credit_grade", "size_class", "growth_stage", "industry_code", "environment_grade"]
DATES = ["hnte_valid_until", "zone_registered_on", "founded_on"]
BY_TYPE = {
    "money": MONEY,
    "count": COUNTS,
    "ratio": RATIOS,
    "points": POINTS,
    "flag": FLAGS,
    "code": CODES,
    "date": DATES,
}
DERIVED = {"years_since_founding", "size_class", "growth_stage", "points", *RATIOS}
DERIVED -= {"pledged_equity_ratio"}
CHOICES = {
    "tax_credit_grade": ["A", "B", "M", "C", "D"],
    "size_class": ["large", "medium", "small", "micro"],
    "growth_stage": ["start_up", "growth", "mature"],
    "industry_code": ["C", "C39", "C3985", "I65", "I6510", "F51"],
    "environment_grade": ["green", "blue", "yellow", "red"],
}
SIZES = (
    (("C", "D"), (4, 3, 2), (40_000, 20_000, 10_000), None),
    (("I65",), (5, 3, 1), (30_000, 20_000, 10_000), None),
    (("F51",), (3, 2, 1), None, (30_000, 20_000, 10_000)),
)
LPR = (
    (date(2025, 1, 20), 31_000, 36_000),
    (date(2026, 5, 20), 30_000, 35_000),
    (date(2026, 7, 20), 29_000, 34_000),
)
NUMERIC_OPERATORS = ("at_least", "at_most", "more_than", "less_than", "between", "is", "is_not")


def reference() -> ReferenceTables:
    """The tables above as the product takes them."""
    return ReferenceTables(
        size_limits=tuple(
            SizeLimit("/".join(codes), codes, staff, revenue, assets)
            for codes, staff, revenue, assets in SIZES
        ),
        lpr=tuple(LprRow(*row) for row in LPR),
    )


def number_text(rng: Random, kind: str) -> str:
    """A small number as texts write it."""
    if kind == "money":
        return rng.choice(["100元", "200元", "0.01万", "0.03万", "150.05元", "1万", "0元"])
    if kind == "ratio":
        return rng.choice(["0.5", "50%", "0.25", "1", "0", "0.333333", "-0.5", "2", "12.5%"])
    if kind == "points":
        return rng.choice(["1", "2.5", "3", "86", "0.125"])
    return rng.choice(["0", "1", "2", "3", "4", "5"])


def fact_text(rng: Random, code: str, kind: str) -> Any:
    """A value as a facts document writes it, near the numbers above."""
    if kind == "flag":
        return rng.random() < 0.5
    if kind == "code":
        return rng.choice(CHOICES[code])
    if kind == "date":
        near = [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=1), date(2024, 2, 29)]
        if code == "founded_on":
            near += [date(2023, 6, 30), date(2023, 7, 1), date(2024, 6, 29), date(2027, 1, 1)]
        return rng.choice(near).isoformat()
    if kind == "money":
        low = ["-100", "-0.01"] if code == "net_profit" else []
        return rng.choice(
            ["0", "0.01", "99.99", "100", "100.01", "150.05", "200", "300", "299.99", "10000", *low]
        )
    if kind == "ratio":
        low = ["-0.5"] if code in ("net_margin", "revenue_growth", "insured_staff_growth") else []
        return rng.choice(["0", "0.249999", "0.25", "0.5", "0.500001", "0.333333", "1", *low])
    if kind == "points":
        return rng.choice(["1", "2.499", "2.5", "3", "86", "0"])
    return rng.choice(["0", "1", "2", "3", "4", "5"])


def firm(rng: Random, unknown: float = 0.3) -> dict[str, Any]:
    """Facts as texts; derived facts are given now and then, and then win."""
    facts = {}
    for kind, codes in BY_TYPE.items():
        for code in codes:
            absent = 0.9 if code in DERIVED and code != "points" else unknown
            if rng.random() >= absent:
                facts[code] = fact_text(rng, code, kind)
    return facts


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
