"""An independent reader of offerings: walks the YAML text for one listing and one firm, with
fractions, and shares no code with the product. Slow on purpose; what it says is the law.
"""

from datetime import date
from fractions import Fraction

import yaml

from tests.rules.oracle_facts import FACTS, PLACE, Facts, number
from tests.rules.oracle_formulas import NoEnds, ends, names, parse, value

OPERATORS = ("is", "is_not", "in", "not_in", "at_least", "at_most", "more_than", "less_than")
OPERATORS += ("between", "before", "after", "within", "known")
PARTS = ("limit", "rate", "term")
RANK = {"meets": 0, "unknown": 1, "fails": 2}


class Oracle:
    """One offering text. `sizes` rows: (prefixes, staff, revenue in fen, assets in fen)."""

    def __init__(self, text, sizes=(), lpr=()):
        self.text = yaml.load(text, Loader=yaml.BaseLoader)
        self.sizes = sizes
        self.lpr = lpr
        self.fields = self.text.get("listing_fields", {})
        self.measures = self.text.get("measures", {})
        offer = self.text.get("offer", {})
        self.offer = {
            part: parse(offer[part]) for part in ("limit", "rate", "term") if part in offer
        }
        self.trees = {name: parse(measure["formula"]) for name, measure in self.measures.items()}

    def judge(self, numbers, facts, on):
        """The answer for a listing's numbers and a firm's facts, both as texts."""
        return _Answer(self, numbers, facts, on).answer()


class _Answer(Facts):
    def __init__(self, oracle, numbers, facts, on):
        super().__init__(facts, on, oracle.sizes)
        self.oracle, self.numbers, self.trees = oracle, numbers, oracle.trees

    # --- names in formulas -------------------------------------------------------------------

    def read(self, name):
        if name.startswith("$"):
            given = self.numbers.get(name[1:])
            return None if given is None else number(self.oracle.fields[name[1:]]["type"], given)
        if name.startswith("@"):
            return self.parameter(name[1:])
        if name in self.trees:
            return value(self.trees[name], self.read)
        return self.fact(name)

    def parameter_texts(self, name):
        by_day = self.oracle.text["parameters"][name]
        days = [day for day in by_day if date.fromisoformat(day) <= self.on]
        return by_day[max(days)] if days else None

    def parameter(self, name):
        if name in ("lpr_1y", "lpr_5y"):
            rows = [row for row in self.oracle.lpr if row[0] <= self.on]
            return Fraction(max(rows)[1 if name == "lpr_1y" else 2], 10**6) if rows else None
        text = self.parameter_texts(name)
        if text is None:
            return None
        return number("money" if text[-1] in "万亿元" else "ratio", text)

    def span(self, name):
        """Ends of a name: its value twice, or the bounds of an unknown fact; codes for `by`."""
        if name in self.trees:
            return ends(self.trees[name], self.span)
        found = self.read(name)
        if name[0] in "$@":
            return found, found
        row = FACTS[name]
        if row["type"] in ("code", "flag"):
            return None if found is None else {found}
        if found is not None:
            return found, found
        scale = {"ratio": 10**6, "points": 1000}.get(row["type"], 1)
        return Fraction(int(row["least"]), scale), Fraction(int(row["most"]), scale)

    def facts_in(self, name):
        if name in self.trees:
            return {f for inner in names(self.trees[name]) for f in self.facts_in(inner)}
        return set() if name[0] in "$@" else {name}

    # --- lines -------------------------------------------------------------------------------

    def kind(self, left):
        measure = self.oracle.measures.get(left)
        return measure["unit"] if measure else FACTS[left]["type"]

    def asked(self, line, operator):
        """None when the line is not asked, else a list of values (None: unknown)."""
        if "when" in line and str(self.numbers.get(line["when"][1:])).lower() != "true":
            return None
        if operator == "known":
            return [True]
        raw = line[operator]
        several = operator in ("in", "not_in", "within")
        if several and isinstance(raw, str):
            given = self.numbers.get(raw[1:]) if raw[0] == "$" else self.parameter_texts(raw[1:])
            if raw[0] == "$" and not given:
                return None
            return [None] if given is None else list(given)
        items = raw if isinstance(raw, list) else [raw]
        found = []
        for item in items:
            if item.startswith("$") and self.numbers.get(item[1:]) is None:
                return None
            found.append(self.one(item, self.kind(line["fact"])))
        return found

    def one(self, item, kind):
        if item.startswith("$"):
            given = self.numbers[item[1:]]
            return str(given).lower() if kind == "flag" else self.literal(given, kind)
        if item.startswith("@"):
            if item[1:] in ("lpr_1y", "lpr_5y"):
                return self.parameter(item[1:])
            text = self.parameter_texts(item[1:])
            return None if text is None else self.literal(text, kind)
        if item == "today":
            return Fraction(self.on.toordinal())
        if item in self.trees:
            return self.read(item)
        return self.literal(item, kind)

    @staticmethod
    def literal(text, kind):
        return str(text) if kind in ("code", "flag") else number(kind, text)

    def line(self, line):
        operator = next(key for key in line if key in OPERATORS)
        asked = self.asked(line, operator)
        if asked is None:
            return None
        seen = self.read(line["fact"])
        if operator == "known":
            outcome, distance = ("fails" if seen is None else "meets"), None
        elif seen is None or None in asked:
            outcome, distance = "unknown", None
        else:
            met = compare(operator, seen, asked)
            outcome = "meets" if met else "fails"
            distance = apart(operator, seen, asked)
        reads = [line["fact"], *(item for item in _listed(line[operator]) if item in self.trees)]
        return {
            "fact": line["fact"],
            "operator": operator,
            "outcome": outcome,
            "distance": distance,
            "seen": seen,
            "reads": reads,
        }

    # --- the whole ---------------------------------------------------------------------------

    def answer(self):
        eligibility = self.oracle.text.get("eligibility", {})
        named = eligibility.get("routes")
        gates = eligibility.get("gates", [])
        routes = [route | {"all": gates + route["all"]} for route in named or []]
        routes = routes or [{"key": None, "all": eligibility.get("all", [])}]
        lines, standings, undecided = [], [], {}
        for at, route in enumerate(routes):
            outcomes, open_lines = [], []
            for line in route["all"]:
                group = [self.line(inner) for inner in line.get("any", [line])]
                group = [found for found in group if found is not None]
                if not group:
                    continue
                lines += group
                outcomes.append(min((found["outcome"] for found in group), key=RANK.get))
                if outcomes[-1] != "meets":
                    open_lines += group
            if outcomes:
                worst = max(outcomes, key=RANK.get)
                tally = (RANK[worst], outcomes.count("fails"), outcomes.count("unknown"), at)
                standings.append(tally)
                undecided[at] = open_lines
        best = min(standings, default=(0, 0, 0, 0))
        amounts = {part: self.amount(part) for part in PARTS}
        limit = amounts["limit"]
        outcome = max(best[0], RANK[limit["outcome"]])
        return {
            "outcome": {rank: name for name, rank in RANK.items()}[outcome],
            "route": routes[best[3]]["key"] if standings else None,
            "lines": lines,
            "missing": self.missing(undecided.get(best[3], []), amounts),
            **amounts,
        }

    def amount(self, part):
        tree = self.oracle.offer.get(part)
        nothing = {"value": None, "low": None, "high": None, "outcome": "meets", "asked": False}
        if tree is None:
            return nothing
        if any(n.startswith("$") and self.numbers.get(n[1:]) is None for n in names(tree)):
            return nothing
        scale = 10**6 if part == "rate" else 1
        exact = value(tree, self.read)
        if exact is not None:
            low = high = found = half_up(exact * scale)
        else:
            found, (low, high) = None, self.ends(tree, scale)
        if part != "limit" or (low is not None and low > 0):
            outcome = "meets"
        else:
            outcome = "fails" if high is not None and high <= 0 else "unknown"
        return {"value": found, "low": low, "high": high, "outcome": outcome, "asked": True}

    def ends(self, tree, scale):
        reads = {fact for name in names(tree) for fact in self.facts_in(name)}
        parameters = [name for name in names(tree) if name.startswith("@")]
        if all(self.fact(code) is not None for code in reads) or any(
            self.parameter(name[1:]) is None for name in parameters
        ):
            return None, None
        try:
            low, high = ends(tree, self.span)
        except NoEnds:
            return None, None
        return half_up(low * scale), half_up(high * scale)

    def missing(self, open_lines, amounts):
        found = set()
        for line in open_lines:
            unknown = line["outcome"] == "unknown"
            if unknown or (line["operator"] == "known" and line["outcome"] == "fails"):
                found |= self.behind(line)
        for part, tree in self.oracle.offer.items():
            if amounts[part]["asked"] and amounts[part]["value"] is None:
                for name in names(tree):
                    for code in self.facts_in(name):
                        found |= self.absent(code)
        return sorted(found, key=PLACE.get)

    def behind(self, line):
        codes = {code for name in line["reads"] for code in self.facts_in(name)}
        return {found for code in codes for found in self.absent(code)}


def _listed(raw):
    return raw if isinstance(raw, list) else [raw]


def compare(operator, seen, asked):
    first = asked[0]
    if operator in ("in", "not_in"):
        return (seen in asked) is (operator == "in")
    if operator == "within":
        return any(seen.startswith(prefix) for prefix in asked)
    if operator == "between":
        return first <= seen <= asked[1]
    if operator in ("is", "is_not"):
        return (seen == first) is (operator == "is")
    if operator in ("at_least", "at_most"):
        return seen >= first if operator == "at_least" else seen <= first
    return seen > first if operator in ("more_than", "after") else seen < first


def apart(operator, seen, asked):
    """asked − seen in natural units; the nearest end for between; None for codes and flags."""
    if not isinstance(seen, Fraction):
        return None
    if operator == "between":
        if seen < asked[0]:
            return asked[0] - seen
        return min(asked[1] - seen, Fraction(0))
    return asked[0] - seen


def half_up(exact):
    """To the nearest whole number, halves away from zero."""
    nearest = (abs(exact) + Fraction(1, 2)).__floor__()
    return nearest if exact >= 0 else -nearest
