"""A population run: every block answered once, kept through a kill, joined into one file.

Parts lie in a folder named by what the run stands on. A part appears under its name only when it
is whole, so a run begun again answers exactly the blocks that are missing, and the joined file is
the same, byte for byte, as if nothing had happened.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kerong.kernel.canonical import digest
from kerong.rules.populations.errors import MOST_LISTED, CellFault, PopulationUnreadable
from kerong.rules.populations.firms import FirmsSeen
from kerong.rules.populations.joining import join_parquet
from kerong.rules.populations.material import Material
from kerong.rules.populations.reading import Population
from kerong.rules.populations.results_file import Written, written_of
from kerong.rules.populations.workers import Done, Order, Task, Workers, firms_part, workers

ROWS = 65_536  # firms a block: few enough for the cache, many enough for the interpreter
RESULTS, FIRMS, SUMMARY = "results.parquet", "firms.parquet", "summary.json"
WORK = ".work-"

_NAMES = ("meets", "fails", "unknown")

Progress = Callable[[int, int], None]  # firms answered, blocks answered


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is made; the answers depend on none of it but `with_fails`."""

    workers: int = 1
    rows: int = ROWS
    with_fails: bool = True


@dataclass(frozen=True, slots=True)
class Firms:
    """How many there are, and how many of them meet some product."""

    count: int
    served: int


@dataclass(slots=True)
class _Standing:
    """What is known so far of all blocks."""

    written: dict[int, Written] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    faulty: int = 0

    def take(self, done: Done) -> None:
        if done.written is not None:
            self.written[done.number] = done.written
        self.faulty += len(done.faults)
        self.faults = sorted((*self.faults, *done.faults), key=lambda each: each.row)[:MOST_LISTED]


def run_population(
    population: Population,
    material: Material,
    folder: Path,
    settings: Settings | None = None,
    progress: Progress = lambda firms, blocks: None,
) -> dict[str, Any]:
    """Answer every firm and write `results.parquet`, `firms.parquet` and `summary.json`; returns
    the summary.

    Raises PopulationUnreadable, with nothing written, when any cell cannot be used.
    """
    settings = settings or Settings()
    digests = {"facts": population.digest(), **material.digests()}
    work = _work_folder(folder, digests, settings)
    standing, firms = _answered(population, material, work, settings, progress)
    faults = standing.faults or firms.twice(population)
    if faults:
        shutil.rmtree(work)
        raise PopulationUnreadable(faults, max(standing.faulty, len(faults)))
    parts = [_part(work, number) for number in sorted(standing.written)]
    notes = {f"kerong.{name}": value for name, value in digests.items()}
    rows = join_parquet(parts, folder / RESULTS, notes)
    join_parquet([firms_part(part) for part in parts], folder / FIRMS, notes)
    summary = _summary(material, standing, digests, rows)
    write_document(folder / SUMMARY, summary)
    shutil.rmtree(work)
    return summary


def _work_folder(folder: Path, digests: dict[str, str], settings: Settings) -> Path:
    """The folder of this run; what another run left behind is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    how = {"rows": settings.rows, "with_fails": settings.with_fails, "files": [RESULTS, FIRMS]}
    own = digest({**digests, **how})
    work = folder / f"{WORK}{own[:16]}"
    for other in folder.glob(f"{WORK}*"):
        if other != work:
            shutil.rmtree(other)
    for result in (RESULTS, FIRMS, SUMMARY):
        (folder / result).unlink(missing_ok=True)
    work.mkdir(exist_ok=True)
    return work


def _answered(
    population: Population,
    material: Material,
    work: Path,
    settings: Settings,
    progress: Progress,
) -> tuple[_Standing, FirmsSeen]:
    order = Order(material, population.layout, settings.with_fails)
    crew: Workers | None = None
    standing, firms = _Standing(), FirmsSeen()
    row = population.layout.first_row
    try:
        for number, batch in enumerate(population.batches(settings.rows)):
            firms.add(batch)
            path = _part(work, number)
            if path.exists():
                standing.take(Done(number, written_of(path)))
            else:
                crew = crew or workers(order, settings.workers)
                task = Task(number, row, batch, None if standing.faults else path)
                for done in crew.put(task):
                    _note(done, standing, progress)
            row += batch.num_rows
        for done in crew.rest() if crew else ():
            _note(done, standing, progress)
    finally:
        if crew is not None:
            crew.close()
    return standing, firms


def _note(done: Done, standing: _Standing, progress: Progress) -> None:
    standing.take(done)
    progress(sum(each.firms for each in standing.written.values()), len(standing.written))


def _part(work: Path, number: int) -> Path:
    return work / f"block-{number:06d}.parquet"


def _counted(standing: _Standing) -> tuple[list[Written], Counter[str]]:
    parts = list(standing.written.values())
    rounded: Counter[str] = Counter()
    for part in parts:
        rounded.update(part.rounded)
    return parts, rounded


def _summary(
    material: Material, standing: _Standing, digests: dict[str, str], rows: int
) -> dict[str, Any]:
    parts, rounded = _counted(standing)
    places = {code: at for at, (code, _, _) in enumerate(material.listings)}

    def counts(code: str) -> list[int]:
        return [sum(part.counts[places[code]][n] for part in parts) for n in range(3)]

    firms = Firms(sum(part.firms for part in parts), sum(part.served for part in parts))
    summary = summary_of(material, digests, firms, counts)
    return summary | {
        "exact_firms": sum(part.exact_firms for part in parts),
        "rounded": dict(sorted(rounded.items())),
        "rows": rows,
    }


def summary_of(
    material: Material,
    digests: dict[str, str],
    firms: Firms,
    counts: Callable[[str], list[int]],
) -> dict[str, Any]:
    """Counts by listing and in all; nothing in it depends on how the run was made.

    `counts` gives meets, fails and unknown of a listing's code.
    """
    doubtful = material.unverified
    listings: list[dict[str, Any]] = [
        {
            "listing": code,
            "offering": offering,
            **dict(zip(_NAMES, counts(code), strict=True)),
            "verified": None if doubtful is None else code not in doubtful,
        }
        for code, offering, _ in material.listings
    ]
    return {
        "on": material.on.isoformat(),
        "engine": digests["engine"],
        "firms": firms.count,
        "served": firms.served,
        "outcomes": {name: sum(each[name] for each in listings) for name in _NAMES},
        "listings": listings,
        "digests": {name: value for name, value in digests.items() if name != "engine"},
    }


def write_document(path: Path, document: dict[str, Any]) -> None:
    """Write JSON that appears under its name only when it is whole."""
    beside = path.with_name(path.name + ".unfinished")
    beside.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)
