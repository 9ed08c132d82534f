"""The oracle's facts: given values first, derived ones by hand, unknown where one is absent."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

TABLE = Path(__file__).parents[2] / "src/kerong/rules/facts.csv"
FACTS = {row["code"]: row for row in csv.DictReader(TABLE.open(encoding="utf-8"))}
PLACE = {code: at for at, code in enumerate(FACTS)}
RATIOS = {
    "rd_ratio": ("rd_expense", "operating_revenue"),
    "rd_staff_ratio": ("rd_staff", "employees"),
    "debt_ratio": ("total_liabilities", "total_assets"),
    "net_margin": ("net_profit", "operating_revenue"),
    "high_tech_revenue_ratio": ("high_tech_revenue", "operating_revenue"),
}
GROWTH = {
    "revenue_growth": ("operating_revenue", "operating_revenue_prev"),
    "insured_staff_growth": ("insured_staff", "insured_staff_prev"),
}
READS = {
    **RATIOS,
    **GROWTH,
    "years_since_founding": ("founded_on",),
    "size_class": ("industry_code", "employees", "operating_revenue", "total_assets"),
    "growth_stage": ("years_since_founding", "operating_revenue"),
}


def number(kind, text):
    """A value of a text in natural units: fen, parts of one, points, heads, day numbers."""
    text = str(text).strip()
    for unit, factor in (("万", 10**6), ("亿", 10**10), ("元", 100), ("%", Fraction(1, 100))):
        if text.endswith(unit):
            return Fraction(text[:-1]) * factor
    if kind == "date":
        return Fraction(date.fromisoformat(text).toordinal())
    return Fraction(text) * (100 if kind == "money" else 1)


class Facts:
    """Facts of one firm as texts, on a day. `sizes` rows: (prefixes, staff, revenue, assets)."""

    def __init__(self, facts, on, sizes=()):
        self.facts, self.on, self.sizes = facts, on, sizes

    def fact(self, code):
        """Given value first, then derived: Fraction, text for codes, "true"/"false" for flags."""
        kind = FACTS[code]["type"]
        given = self.facts.get(code)
        if given is not None:
            if kind in ("code", "flag"):
                return str(given).lower() if kind == "flag" else given
            return number(kind, given)
        if code in RATIOS:
            top, below = (self.fact(name) for name in RATIOS[code])
            return None if top is None or not below else top / below
        if code in GROWTH:
            now, before = (self.fact(name) for name in GROWTH[code])
            return None if now is None or not before else (now - before) / before
        if code == "years_since_founding" and self.facts.get("founded_on"):
            return self.years(date.fromisoformat(self.facts["founded_on"]))
        if code == "size_class":
            return self.size()
        if code == "growth_stage":
            return self.stage()
        return None

    def years(self, founded):
        years = self.on.year - founded.year
        if (self.on.month, self.on.day) < (founded.month, founded.day):
            years -= 1
        return Fraction(years) if years >= 0 else None

    def stage(self):
        years, revenue = self.fact("years_since_founding"), self.fact("operating_revenue")
        if years is None or revenue is None:
            return None
        if years <= 5 or revenue < 2000 * 10**6:
            return "start_up"
        return "mature" if revenue >= 40000 * 10**6 else "growth"

    def size(self):
        industry = self.fact("industry_code")
        if industry is None:
            return None
        rows = [(len(p), row) for row in self.sizes for p in row[0] if industry.startswith(p)]
        if not rows:
            return None
        row = max(rows, key=lambda pair: pair[0])[1]
        looked = ("employees", "operating_revenue", "total_assets")
        pairs = [
            (self.fact(c), limits) for c, limits in zip(looked, row[1:], strict=True) if limits
        ]
        if any(seen is None for seen, _ in pairs):
            return None
        for at, name in enumerate(("large", "medium", "small")):
            if all(seen >= limits[at] for seen, limits in pairs):
                return name
        return "micro"

    def absent(self, code):
        if self.facts.get(code) is not None:
            return set()
        below = set().union(*(self.absent(name) for name in READS.get(code, ())))
        return below or {code}
