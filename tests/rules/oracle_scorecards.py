"""An independent reader of scorecards: writes every function out as a formula of text, and walks
that with fractions and intervals. Shares no code with the product; what it says is the law.
"""

from datetime import date
from fractions import Fraction

import yaml

from tests.rules.oracle import compare, half_up
from tests.rules.oracle_facts import FACTS, Facts, number
from tests.rules.oracle_formulas import NoEnds, ends, parse, value

FUNCTIONS = ("steps", "steps_at_most", "efficacy", "percentile", "direct")
OPERATORS = ("is", "is_not", "in", "not_in", "at_least", "at_most", "more_than", "less_than")


class ScoreOracle:
    """One offering text with a `scorecard`."""

    def __init__(self, text, sizes=()):
        self.text = yaml.load(text, Loader=yaml.BaseLoader)
        self.card = self.text["scorecard"]
        self.sizes = sizes

    def judge(self, facts, on):
        return _Score(self, facts, on).answer()

    def written(self, on):
        """A function that writes an indicator out as a formula; None without a weight."""
        score = _Score(self, {}, on)
        return lambda item: None if score.weight(item) is None else score.formula(item)


class _Score(Facts):
    def __init__(self, oracle, facts, on):
        super().__init__(facts, on, oracle.sizes)
        self.card = oracle.card
        measures = oracle.text.get("measures", {})
        self.trees = {name: parse(each["formula"]) for name, each in measures.items()}
        self.found = {}
        self.spans = {}

    # --- names -------------------------------------------------------------------------------

    def read(self, name):
        if name in self.trees:
            return value(self.trees[name], self.read)
        return self.found[name] if name in self.found else self.fact(name)

    def span(self, name):
        if name in self.trees:
            return ends(self.trees[name], self.span)
        if name in self.spans:
            return self.spans[name]
        found, row = self.read(name), FACTS[name]
        if row["type"] in ("code", "flag"):
            return None if found is None else {found}
        if found is not None:
            return found, found
        scale = {"ratio": 10**6, "points": 1000}.get(row["type"], 1)
        return Fraction(int(row["least"]), scale), Fraction(int(row["most"]), scale)

    # --- one indicator -----------------------------------------------------------------------

    def weight(self, item):
        """Text of a formula for the weight in force on the day."""
        weight = item["weight"]
        if isinstance(weight, dict) and all(key[:4].isdigit() for key in weight):
            days = [day for day in weight if date.fromisoformat(day) <= self.on]
            if not days:
                return None
            weight = weight[max(days)]
        if isinstance(weight, dict):
            branches = ", ".join(f"{stage}={text}" for stage, text in weight.items())
            return f"by(growth_stage, {branches})"
        return weight

    def formula(self, item):
        function = next(name for name in FUNCTIONS if name in item)
        weight, raw, least = self.weight(item), item["raw"], item.get("least", "0")
        other = item.get("otherwise", "0")
        if function == "direct":
            return f"max(min({item['direct']}, {weight}), {least})"
        if function == "efficacy":
            none, all_ = item["efficacy"]
            return f"{weight} * min(1, max(0, ({raw} - {none}) / ({all_} - {none})))"
        rows = list(item[function].items())
        if function == "steps_at_most":
            rows, raw = [(f"-{at}", part) for at, part in reversed(rows)], f"-{raw}"
        steps = ", ".join(f"({at}, {part})" for at, part in rows)
        shares = rows[0][1].endswith("%")
        return f"{weight if shares else '1'} * steps({raw}, {other}, {steps})"

    def points(self, item):
        """(points, low, high) in milli-points; None where unknown or without ends."""
        weight = self.weight(item)
        if weight is None:
            return None, None, None
        tree = parse(self.formula(item))
        exact = value(tree, self.read)
        if exact is not None:
            milli = half_up(exact * 1000)
            return milli, milli, milli
        try:
            low, high = ends(tree, self.span)
        except NoEnds:
            try:
                low = min(number("points", item.get("least", "0")), Fraction(0))
                high = ends(parse(weight), self.span)[1]
            except NoEnds:
                return None, None, None
        return None, half_up(low * 1000), half_up(high * 1000)

    # --- the whole ---------------------------------------------------------------------------

    def group(self, group, part):
        """The sum of a group kept between its ends; `part` picks points, low or high."""
        members = [
            self.items[item["code"]][part]
            for item in self.card["indicators"]
            if item["group"] == group["code"]
        ]
        if None in members:
            return None
        whole = Fraction(sum(members), 1000)
        if "most" in group:
            whole = min(whole, Fraction(group["most"]))
        return max(whole, Fraction(group["least"])) if "least" in group else whole

    def whole(self, part):
        sums = [self.group(group, part) for group in self.card["groups"]]
        if "value" not in self.card:
            return None if None in sums else sum(sums)
        self.found = {
            code: None if item[part] is None else Fraction(item[part], 1000)
            for code, item in self.items.items()
        }
        self.found |= {
            group["code"]: found for group, found in zip(self.card["groups"], sums, strict=True)
        }
        return value(parse(self.card["value"]), self.read)

    def vetoes(self):
        """For each veto True (met), False or None; beside it the same as its ends leave it."""
        outcomes = []
        for veto in self.card.get("veto", []):
            line = veto["line"]
            operator = next(key for key in line if key in OPERATORS)
            kind = FACTS[line["fact"]]["type"] if line["fact"] in FACTS else "ratio"
            raw = line[operator]
            texts = raw if isinstance(raw, list) else [raw]
            plain = kind in ("code", "flag")
            asked = [text if plain else number(kind, text) for text in texts]
            seen = self.read(line["fact"])
            met = None if seen is None else compare(operator, seen, asked)
            outcomes.append((met, met if plain or met is not None else self.sure(line, asked)))
        return outcomes

    def sure(self, line, asked):
        """A line about an unknown number is settled where both ends of the number agree."""
        operator = next(key for key in line if key in OPERATORS)
        try:
            found = {compare(operator, end, asked) for end in self.span(line["fact"])}
        except NoEnds:
            return None
        return found.pop() if len(found) == 1 else None

    def answer(self):
        self.items = {item["code"]: self.points(item) for item in self.card["indicators"]}
        vetoes = list(zip(self.card.get("veto", []), self.vetoes(), strict=True))
        low, high = self.after(self.whole(1), vetoes, 1), self.after(self.whole(2), vetoes, 2)
        exact = self.after(self.whole(0), vetoes, 0)
        if exact is not None:
            low = high = exact
        return {
            "value": exact,
            "ends": None if low is None or high is None else (low, high),
            "grade": self.grade(exact, vetoes),
            "items": self.items,
        }

    def after(self, whole, vetoes, part):
        """Milli-points after vetoes; an undecided veto takes the end asked for."""
        for veto, (met, sure) in vetoes:
            if "points" not in veto["otherwise"] or whole is None:
                continue
            other = Fraction(veto["otherwise"]["points"])
            if met is None and part == 0:
                return None
            met = sure
            if met is None:
                whole = min(whole, other) if part == 1 else max(whole, other)
            elif not met:
                whole = other
        return None if whole is None else half_up(whole * 1000)

    def grade(self, milli, vetoes):
        grades = self.card.get("grades", [])
        if not grades or milli is None:
            return None
        if any(met is None and "grade" in veto["otherwise"] for veto, (met, _) in vetoes):
            return None
        codes = [grade["code"] for grade in grades]
        reached = [
            at
            for at, grade in enumerate(grades)
            if "from" not in grade or milli >= half_up(Fraction(grade["from"]) * 1000)
        ]
        caps = [
            codes.index(veto["otherwise"]["grade"])
            for veto, (met, _) in vetoes
            if met is False and "grade" in veto["otherwise"]
        ]
        return codes[max([min(reached), *caps])]
