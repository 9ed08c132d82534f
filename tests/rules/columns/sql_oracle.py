"""An analytic database as outside oracle: offering texts written out as SQL over text cells.

Only the reading of formulas and literals is shared with the plain walker; comparing, joining
answers and arithmetic are the database's own.
"""

from datetime import date

from tests.rules.columns.sql_numbers import Steps
from tests.rules.oracle import OPERATORS
from tests.rules.oracle_facts import FACTS, GROWTH, RATIOS, number
from tests.rules.oracle_formulas import names, parse

DAY = "(date_diff('day', DATE '0001-01-01', CAST({0} AS DATE)) + 1)::HUGEINT"
CAST = {
    "money": ("CAST(CAST({0} AS DECIMAL(24, 2)) * 100 AS HUGEINT)", 1),
    "ratio": ("CAST(CAST({0} AS DECIMAL(24, 6)) * 1000000 AS HUGEINT)", 10**6),
    "points": ("CAST(CAST({0} AS DECIMAL(24, 3)) * 1000 AS HUGEINT)", 1000),
    "count": ("CAST({0} AS HUGEINT)", 1),
    "date": (DAY, 1),
}


class SqlOracle:
    """One offering text for one listing's numbers; `present` are the columns of the table.
    Listings asked in one query share their `steps`."""

    def __init__(self, text, numbers, present, world, steps=None):
        self.text, self.numbers, self.present, self.world = text, numbers, present, world
        self.steps = Steps() if steps is None else steps
        self.trees = {n: parse(m["formula"]) for n, m in text.get("measures", {}).items()}
        self.offer = {part: parse(formula) for part, formula in text.get("offer", {}).items()}

    def query(self, table):
        """Rows of (firm, met, limit, rate)."""
        return self.steps.select(table, ["firm", *self.answer()])

    def answer(self):
        """Met (true, false or null), limit and rate. A limit nobody knows leaves what else is met
        open; its range is left to the plain walker."""
        limit, rate = self.amount("limit", 1), self.amount("rate", 10**6)
        met = self.eligible()
        if self.published("limit"):
            met = f"({met} AND {limit} > 0)"
        return met, f"{limit}::VARCHAR", f"{rate}::VARCHAR"

    # --- facts -------------------------------------------------------------------------------

    def cell(self, code):
        return code if code in self.present else "NULL::VARCHAR"

    def fact(self, code):
        kind = FACTS[code]["type"]
        if kind in ("code", "flag"):
            return self.word(code)
        cast, per = CAST[kind]
        given = self.steps.let(cast.format(self.cell(code))), f"{per}::HUGEINT"
        found = self.derived(code)
        if found is None:
            return given
        absent = self.steps.let(f"({given[0]} IS NULL)")
        return self.steps.picked(absent, found, given)

    def derived(self, code):
        steps = self.steps
        if code in RATIOS:
            return steps.over(*(self.fact(name) for name in RATIOS[code]))
        if code in GROWTH:
            now, before = (self.fact(name) for name in GROWTH[code])
            return steps.over(steps.added(now, before, "-"), before)
        if code == "years_since_founding":
            founded = f"CAST({self.cell('founded_on')} AS DATE)"
            day = f"DATE '{self.world.on}'"
            later = (
                f"(month({day}) * 100 + day({day}) < month({founded}) * 100 + day({founded}))::INT"
            )
            years = steps.let(f"(year({day}) - year({founded}) - {later})::HUGEINT")
            return steps.let(f"CASE WHEN {years} >= 0 THEN {years} END"), "1::HUGEINT"
        return None

    def word(self, code):
        given = self.cell(code)
        if code == "growth_stage":
            years, revenue = self.fact("years_since_founding"), self.fact("operating_revenue")
            stage = (
                f"CASE WHEN {years[0]} IS NULL OR {revenue[0]} IS NULL THEN NULL "
                f"WHEN {years[0]} <= 5 OR {revenue[0]} < 2000000000 THEN 'start_up' "
                f"WHEN {revenue[0]} >= 40000000000 THEN 'mature' ELSE 'growth' END"
            )
            return self.steps.let(f"coalesce({given}, {stage})")
        if code == "size_class":
            return self.size(given)
        return self.steps.let(f"coalesce({given}, NULL::VARCHAR)")

    def size(self, given):
        industry = self.word("industry_code")
        seen = [self.fact(name)[0] for name in ("employees", "operating_revenue", "total_assets")]
        prefixes = sorted(
            ((prefix, row) for row in self.world.sizes for prefix in row[0]),
            key=lambda pair: -len(pair[0]),
        )
        cases = []
        for prefix, row in prefixes:
            looked = [(name, limits) for name, limits in zip(seen, row[1:], strict=True) if limits]
            unknown = " OR ".join(f"{name} IS NULL" for name, _ in looked)
            reached = [
                " AND ".join(f"{name} >= {limits[at]}" for name, limits in looked)
                for at in range(3)
            ]
            inner = f"CASE WHEN {unknown} THEN NULL WHEN {reached[0]} THEN 'large' "
            inner += f"WHEN {reached[1]} THEN 'medium' WHEN {reached[2]} THEN 'small' "
            cases.append(f"WHEN starts_with({industry}, '{prefix}') THEN {inner}ELSE 'micro' END")
        found = f"CASE {' '.join(cases)} END"
        return self.steps.let(f"coalesce({given}, {found})")

    # --- formulas ----------------------------------------------------------------------------

    def read(self, name):
        if name.startswith("$"):
            given = self.numbers.get(name[1:])
            kind = self.text["listing_fields"][name[1:]]["type"]
            return self.steps.constant(None if given is None else number(kind, given))
        if name.startswith("@"):
            return self.steps.constant(self.world.parameter(self.text, name[1:]))
        return self.value(self.trees[name]) if name in self.trees else self.fact(name)

    def value(self, tree):
        steps, kind = self.steps, tree[0]
        if kind == "number":
            return steps.constant(tree[1])
        if kind == "name":
            return self.read(tree[1])
        if kind == "call" and tree[1] == "by":
            word = self.word(tree[2][0][1][1])
            branches = [(name, self.value(part)) for name, part in tree[2][1:]]
            return self.chosen(word, branches)
        if kind == "call" and tree[1] == "steps":
            return self.reached([part for _, part in tree[2]])
        parts = [part for _, part in tree[2]] if kind == "call" else tree[1:]
        values = [self.value(part) for part in parts]
        if kind == "call" and tree[1] == "round_down":
            return steps.times(steps.floored(steps.over(*values)), values[1])
        if kind == "call":
            return steps.least(values) if tree[1] == "min" else steps.most(values)
        if kind == "negative":
            return steps.negative(values[0])
        if kind in "+-":
            return steps.added(*values, kind)
        return steps.times(*values) if kind == "*" else steps.over(*values)

    def chosen(self, word, branches):
        """The branch of the word; NULL when any branch is."""
        absent = " OR ".join(f"{pair[0]} IS NULL" for _, pair in branches)
        whens = [
            [f"WHEN {word} = '{name}' THEN {pair[at]}" for name, pair in branches] for at in (0, 1)
        ]
        return tuple(
            self.steps.let(f"CASE WHEN {absent} THEN NULL {' '.join(when)} END") for when in whens
        )

    def reached(self, parts):
        of, below = self.value(parts[0]), self.value(parts[1])
        starts = [(self.value(start), self.value(part)) for _, start, part in parts[2:]]
        found = below
        for start, part in starts:
            found = self.steps.picked(self.steps.compared(of, ">=", start), part, found)
        known = " OR ".join(f"{pair[0]} IS NULL" for pair in (of, below, *(p for _, p in starts)))
        absent = self.steps.let(f"({known})")
        return self.steps.picked(absent, self.steps.constant(None), found)

    def published(self, part):
        tree = self.offer.get(part)
        return tree is not None and all(
            self.numbers.get(name[1:]) is not None for name in names(tree) if name[0] == "$"
        )

    def amount(self, part, scale):
        if not self.published(part):
            return "NULL"
        return self.steps.rounded(self.value(self.offer[part]), scale)

    # --- lines -------------------------------------------------------------------------------

    def eligible(self):
        eligibility = self.text.get("eligibility", {})
        routes = eligibility.get("routes") or [{"all": eligibility.get("all", [])}]
        found = []
        for route in routes:
            groups = []
            for line in route["all"]:
                lines = [self.line(inner) for inner in line.get("any", [line])]
                lines = [each for each in lines if each is not None]
                if lines:
                    groups.append(f"({' OR '.join(lines)})")
            if groups:
                found.append(f"({' AND '.join(groups)})")
        return f"({' OR '.join(found)})" if found else "true"

    def line(self, line):
        operator = next(key for key in line if key in OPERATORS)
        if "when" in line and str(self.numbers.get(line["when"][1:])).lower() != "true":
            return None
        left = line["fact"]
        measure = self.text.get("measures", {}).get(left)
        kind = measure["unit"] if measure else FACTS[left]["type"]
        plain = kind in ("code", "flag")
        if not plain or operator == "known":
            seen = self.read(left)
        else:
            seen = self.word(left)
        if operator == "known":
            return f"({(seen if plain else seen[0])} IS NOT NULL)"
        asked = self.asked(line[operator], kind, operator)
        if asked is None:
            return None
        return self.words(operator, seen, asked) if plain else self.compare(operator, seen, asked)

    def asked(self, raw, kind, operator):
        if operator in ("in", "not_in", "within") and isinstance(raw, str):
            if raw[0] == "$":
                return self.numbers.get(raw[1:]) or None
            return self.world.texts(self.text, raw[1:]) or [None]
        found = []
        for item in raw if isinstance(raw, list) else [raw]:
            if item.startswith("$") and self.numbers.get(item[1:]) is None:
                return None
            found.append(self.one(item, kind))
        return found

    def one(self, item, kind):
        if kind in ("code", "flag"):
            return (
                str(self.numbers[item[1:]] if item[0] == "$" else item).lower()
                if kind == "flag"
                else item
            )
        if item == "today":
            return self.steps.constant(date.fromisoformat(self.world.on).toordinal())
        if item in self.trees or item[0] in "$@":
            return self.read(item)
        return self.steps.constant(number(kind, item))

    def words(self, operator, seen, asked):
        if None in asked:
            return "NULL::BOOLEAN"
        if operator == "within":
            return "(" + " OR ".join(f"starts_with({seen}, '{code}')" for code in asked) + ")"
        listed = ", ".join(f"'{code}'" for code in asked)
        negated = "NOT " if operator in ("not_in", "is_not") else ""
        return f"({seen} {negated}IN ({listed}))"

    def compare(self, operator, seen, asked):
        signs = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}
        signs |= {"is": "=", "is_not": "<>", "before": "<", "after": ">"}
        if operator == "between":
            low = self.steps.compared(seen, ">=", asked[0])
            return f"({low} AND {self.steps.compared(seen, '<=', asked[1])})"
        return self.steps.compared(seen, signs[operator], asked[0])
