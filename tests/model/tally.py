"""What a run of the model came to: answers, moves made, forbidden steps tried, as one table."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.model.ways import ACTS, OUTSIDE, allowed, forbidden

DONE = "done"
ENOUGH, NIGHT = 50, 2_000  # each so often in a night of so many examples


@dataclass
class Tally:
    """`answers` by (rule, answer), `moves` by (kind, from, to), `tries` by (kind, rule, state) of
    what led nowhere.
    """

    examples: int = 0
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    moves: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    tries: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def printed(self) -> str:
        tables = [*self._answered(), "", *self._moved(), "", *self._tried()]
        return "\n".join([*tables, "", "too seldom for a night:", *self.too_few(OUTSIDE)])

    def _answered(self) -> Iterator[str]:
        for (what, answer), count in sorted(self.answers.items()):
            yield f"{count:7d}  {what:28s} {answer}"
        done = sum(count for (_, answer), count in self.answers.items() if answer == DONE)
        whole = sum(self.answers.values())
        yield f"{self.examples} examples: {done} steps done, {whole - done} refused, "
        yield f"{len(self.answers)} kinds of answer"

    def _moved(self) -> Iterator[str]:
        yield "allowed transitions and how often they came about"
        for kind, since, to in allowed():
            yield f"{self.moves[kind, since, to]:7d}  {kind:10s} {since} > {to}"

    def _tried(self) -> Iterator[str]:
        """A line for each act: the states it may not lead on from, with the tries."""
        yield "forbidden steps and how often they were tried, by the state they were tried in"
        rows = forbidden()
        for kind, acts in ACTS.items():
            for what in acts:
                cells = [
                    f"{state} {self.tries[kind, what, state]}"
                    for of, did, state in rows
                    if (of, did) == (kind, what)
                ]
                yield f"  {kind:10s} {what:24s} {', '.join(cells)}"

    def too_few(self, outside: Iterable[tuple[str, str, str]] = ()) -> list[str]:
        """What came about less often than a night of this length asks, but for what lies outside
        the model.
        """
        least, spared = ENOUGH * self.examples // NIGHT, set(outside)
        found = [
            f"{kind}: {since} > {to} came about {self.moves[kind, since, to]} times"
            for kind, since, to in allowed()
            if self.moves[kind, since, to] < least and (kind, since, to) not in spared
        ]
        return found + [
            f"{kind}: {what} was tried in {state} {self.tries[kind, what, state]} times"
            for kind, what, state in forbidden()
            if self.tries[kind, what, state] < least and (kind, what, state) not in spared
        ]

    def missed(self) -> list[str]:
        """All that a night should not be left with."""
        return self.too_few(OUTSIDE) + self.too_often(OUTSIDE)

    def too_often(self, outside: Iterable[tuple[str, str, str]]) -> list[str]:
        """What is said to lie outside the model, and came about as often as the rest."""
        least = ENOUGH * self.examples // NIGHT
        return [
            f"{', '.join(cell)}: came about {count} times, and is said to lie outside"
            for cell in sorted(outside)
            if (count := self.moves[cell] + self.tries[cell]) >= least
        ]

    # --- runs side by side ---

    def written(self, path: Path) -> None:
        rows = {name: [[*key, count] for key, count in getattr(self, name).items()]
                for name in ("answers", "moves", "tries")}  # fmt: skip
        path.write_text(json.dumps({"examples": self.examples, **rows}, ensure_ascii=False))

    def add(self, path: Path) -> None:
        """What another run of the same night wrote."""
        told = json.loads(path.read_text())
        self.examples += told["examples"]
        for name in ("answers", "moves", "tries"):
            for *key, count in told[name]:
                getattr(self, name)[tuple(key)] += count
