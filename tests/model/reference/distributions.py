"""A budget that is shared out: awards wait, and two people give each its part of what is left."""

from dataclasses import dataclass, field

from tests.model.reference.books import Books
from tests.model.reference.entitled import Award
from tests.model.reference.fen import No, divided


@dataclass
class Distribution:
    """`shares` are awards with what each gets; `left` was in the budget."""

    key: int
    budget: str
    by: str
    left: int
    shares: tuple[tuple[int, int, int], ...]  # award, what it waits for, its part
    state: str = "asked"


@dataclass
class Distributions:
    books: Books
    awards: list[Award]
    rows: list[Distribution] = field(default_factory=list)

    def ask(self, budget: str, by: str) -> Distribution:
        made = Distribution(len(self.rows), budget, by, *self._shared(budget))
        if any(each.budget == budget and each.state == "asked" for each in self.rows):
            raise No("subsidy.distribution_waits")
        self.rows.append(made)
        return made

    def approve(self, row: Distribution, by: str) -> None:
        """What the second person saw, or nothing: each is cut to its part, one of nothing waits."""
        if row.by == by:
            raise No("subsidy.same_person")
        if row.state != "asked" or self._shared(row.budget) != (row.left, row.shares):
            raise No("subsidy.seen_otherwise")
        row.state = "done"
        for key, _, share in row.shares:
            award = self.awards[key]
            if share:
                award.under.committed -= award.granted - share
                award.state, award.granted = "held", share
                sides = (f"budget:{award.budget}", f"subsidy_payable:{award.budget}")
                self.books.hold(f"award/{award.key}", *sides, share)

    def send_back(self, row: Distribution) -> None:
        if row.state != "asked":
            raise No("subsidy.seen_otherwise")
        row.state = "returned"

    def _shared(self, budget: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
        """Each by what it waits for; all of it where the budget is enough."""
        waiting = [each for each in self.awards
                   if each.budget == budget and each.state == "waiting"]  # fmt: skip
        left = int(self.books.at(f"budget:{budget}").free)
        if not waiting or left <= 0:
            raise No("subsidy.nothing_to_distribute")
        asked = [each.granted for each in waiting]
        parts = asked if sum(asked) <= left else divided(left, asked)
        return left, tuple(
            (each.key, each.granted, part) for each, part in zip(waiting, parts, strict=True)
        )
