"""Scorecards for the database: functions written out by the independent reader, points, groups and
vetoes by the database itself."""

from fractions import Fraction

from tests.rules.columns.sql_oracle import SqlOracle
from tests.rules.oracle_facts import number
from tests.rules.oracle_formulas import parse
from tests.rules.oracle_scorecards import ScoreOracle


class SqlScorecard(SqlOracle):
    """One card; the independent reader writes its functions out."""

    def __init__(self, text, day, present, world):
        reader = ScoreOracle(text)
        super().__init__(reader.text, {}, present, world)
        self.card, self.written = reader.card, reader.written(day)
        self.found = {}

    def points_query(self, table):
        """Rows of (firm, milli-points)."""
        whole = self.steps.rounded(self.after(self.whole()), 1000)
        return self.steps.select(table, ["firm", f"{whole}::VARCHAR"])

    def scores_query(self, table):
        """Rows of (firm, milli-points, grade)."""
        milli = self.steps.rounded(self.after(self.whole()), 1000)
        milli = self.steps.let(milli)
        return self.steps.select(table, ["firm", f"{milli}::VARCHAR", self.grade(milli)])

    def grade(self, milli):
        """The highest grade the points reach, no better than what a veto that fails leaves; one
        nobody can answer leaves none."""
        codes = [each["code"] for each in self.card.get("grades", [])]
        if not codes:
            return "NULL"
        reached = "".join(
            f"WHEN {milli} >= {int(number('points', each['from']) * 1000)} THEN {at} "
            if "from" in each
            else f"ELSE {at} "
            for at, each in enumerate(self.card["grades"])
        )
        caps = [
            f"CASE WHEN {self.line(veto['line'])} THEN 0 "
            f"WHEN NOT {self.line(veto['line'])} THEN {codes.index(veto['otherwise']['grade'])} END"
            for veto in self.card.get("veto", [])
            if "grade" in veto["otherwise"]
        ]
        places = [
            self.steps.let(each)
            for each in (f"CASE WHEN {milli} IS NULL THEN NULL {reached}END", *caps)
        ]
        absent = " OR ".join(f"{each} IS NULL" for each in places)
        listed = ", ".join(f"'{code}'" for code in codes)
        return (
            f"CASE WHEN {absent} THEN NULL ELSE [{listed}][greatest({', '.join(places)}) + 1] END"
        )

    def read(self, name):
        return self.found[name] if name in self.found else super().read(name)

    def whole(self):
        items = {each["code"]: self.item(each) for each in self.card["indicators"]}
        groups = {each["code"]: self.group(each, items) for each in self.card["groups"]}
        if "value" in self.card:
            self.found = items | groups
            return self.value(parse(self.card["value"]))
        total, *rest = groups.values()
        for each in rest:
            total = self.steps.added(total, each)
        return total

    def item(self, item):
        """Points of an indicator, rounded once; unknown without a weight on the day."""
        formula = self.written(item)
        if formula is None:
            return self.steps.constant(None)
        milli = self.steps.rounded(self.value(parse(formula)), 1000)
        return milli, "1000::HUGEINT"

    def group(self, group, items):
        members = [
            items[each["code"]]
            for each in self.card["indicators"]
            if each["group"] == group["code"]
        ]
        total = self.steps.constant(0)
        for each in members:
            total = self.steps.added(total, each)
        if "most" in group:
            total = self.steps.least([total, self.steps.constant(Fraction(group["most"]))])
        if "least" in group:
            total = self.steps.most([total, self.steps.constant(Fraction(group["least"]))])
        return total

    def after(self, whole):
        """Vetoes one after another; one nobody can answer leaves no points."""
        for veto in self.card.get("veto", []):
            if "points" not in veto["otherwise"]:
                continue
            met = self.steps.let(self.line(veto["line"]))
            other = self.steps.constant(number("points", veto["otherwise"]["points"]))
            replaced = self.steps.picked(met, whole, other)
            unknown = self.steps.let(f"({whole[0]} IS NULL OR {met} IS NULL)")
            whole = self.steps.picked(unknown, self.steps.constant(None), replaced)
        return whole
