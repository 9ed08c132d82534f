"""30,000 and 1,000,000 firms × 311 products: ours beside a DataFrame library, an analytic database
and a compiled C loop of the same rules. Every engine gives the same counts and sums of limits, or
nothing is timed. Each runs in a process of its own, so that its memory is its own.

`python -m bench.population FIRMS …` measures other numbers of firms beside the others, and
`python -m bench.population --flat FIRMS …` ours alone, 30000 1000000 5000000 for one.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.population_files import write_cells, write_plain
from bench.population_ours import OnEveryCore, Ours, products
from bench.population_rules import PlainRules, plain_rules

ON = date(2026, 11, 21)
SIZES = (30_000, 1_000_000)
ROUNDS, ENOUGH = 3, 20  # the best of three, unless they take longer than twenty seconds
GOAL_MEMORY = 1500
OURS, C = "ours, every core", "C, one thread"
Answer = list[tuple[int, int, int, int]]


def main() -> None:
    told = sys.argv[1:] if __name__ == "__main__" else []
    alone = "--flat" in told
    for firms in [int(each) for each in told if each != "--flat"] or SIZES:
        with TemporaryDirectory() as folder:
            write_cells(firms, Path(folder) / "firms.parquet")
            print(f"\n{firms} firms x 311 products, {os.cpu_count()} cores", flush=True)
            if alone:
                _told(OURS, _apart(OURS, Path(folder)), firms)
            else:
                measure(firms, Path(folder))


def measure(firms: int, folder: Path) -> None:
    write_plain(firms, folder / "plain.parquet")
    found = {name: told for name in ENGINES if (told := _apart(name, folder)) is not None}
    wanted = found["ours, one thread"]["totals"]
    for name, told in found.items():
        if told["totals"] != wanted:
            raise SystemExit(f"{name} answers otherwise")
        _told(name, told, firms)
    _ratios(found)
    whole = _apart("file to file", folder)
    assert whole is not None
    print(
        f"  {'file to file':24s} {whole['seconds']:8.3f} s  {whole['rows']} rows,"
        f" {whole['size'] / 1e6:.0f} MB; peak {whole['peak']:.0f} MB (goal {GOAL_MEMORY})"
    )


def _told(name: str, told: dict[str, Any] | None, firms: int) -> None:
    assert told is not None
    print(
        f"  {name:24s} {told['seconds']:8.3f} s  {told['worked']:8.3f} s of work"
        f"  {told['seconds'] / firms * 1e6:7.2f} µs a firm  {told['peak']:6.0f} MB"
    )


def _ratios(found: dict[str, dict[str, Any]]) -> None:
    """By the clock, and by what all processors worked, which others on the machine disturb less."""

    def ratio(one: str, other: str) -> str:
        by_clock, by_work = (found[one][key] / found[other][key] for key in ("seconds", "worked"))
        return f"{by_clock:8.1f}  by work{by_work:8.1f}"

    print(f"  DataFrame library / ours {ratio('polars', OURS)}  (goal 3)")
    print(f"  database / ours          {ratio('duckdb', OURS)}")
    if C in found:
        print(f"  ours / C, one thread each{ratio('ours, one thread', C)}  (goal 10)")
    else:
        print("  no C compiler here: the floor was not measured")


def _apart(name: str, folder: Path) -> dict[str, Any] | None:
    """What an engine says of itself from a process of its own; None where it is not here."""
    command = [sys.executable, "-m", "bench.population", "--engine", name, str(folder)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] | None = json.loads(told)
    return found


def _engine(name: str, folder: Path) -> None:
    """Run one engine and print what it answered, how long it took and the most memory it had."""
    told = ENGINES[name](folder) if name in ENGINES else _file_to_file(folder)
    if told is not None:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        told["peak"] = (own + workers * told.pop("workers", 0)) / 1024
    print(json.dumps(told))


def _timed(
    run: Callable[[], Answer], work: Callable[[], float] = time.process_time
) -> dict[str, Any]:
    """The best of a few rounds: by the clock, and what all processors worked for it."""
    seconds, worked = [], []
    for _ in range(ROUNDS):
        start, before = time.perf_counter(), work()
        totals = run()
        seconds.append(time.perf_counter() - start)
        worked.append(work() - before)
        if sum(seconds) > ENOUGH:
            break
    rows = [list(row) for row in totals]
    return {"seconds": min(seconds), "worked": min(worked), "totals": rows}


def _plain() -> PlainRules:
    return plain_rules(products().sheet(ON).listings)


def _one_thread(folder: Path) -> dict[str, Any]:
    return _timed(Ours(folder / "firms.parquet", products(), ON).totals)


def _every_core(folder: Path) -> dict[str, Any]:
    cores = os.cpu_count() or 1
    with closing(OnEveryCore(folder / "firms.parquet", ON, cores)) as ours:
        told = _timed(ours.totals, ours.worked)
    return {**told, "workers": cores}


def _polars(folder: Path) -> dict[str, Any]:
    from bench.population_peers import InPolars

    engine, rules = InPolars(folder / "plain.parquet"), _plain()
    return _timed(lambda: engine.totals(rules))


def _duckdb(folder: Path) -> dict[str, Any]:
    from bench.population_peers import InDuckdb

    engine, rules = InDuckdb(folder / "plain.parquet"), _plain()
    return _timed(lambda: engine.totals(rules))


def _c(folder: Path) -> dict[str, Any] | None:
    from bench.population_c import InC, compiler

    if compiler() is None:
        return None
    engine, rules = InC(folder / "plain.parquet", folder), _plain()
    engine.totals(rules)
    return _timed(lambda: engine.totals(rules))


def _file_to_file(folder: Path) -> dict[str, Any]:
    """The command: read, check, answer, write every row, with a process a core."""
    from kerong.rules.populations.material import material_of
    from kerong.rules.populations.reading import read_population
    from kerong.rules.populations.runs import Settings, run_population

    cores = os.cpu_count() or 1
    start = time.perf_counter()
    summary = run_population(
        read_population(folder / "firms.parquet"),
        material_of(products(), ON),
        folder / "out",
        Settings(workers=cores),
    )
    return {
        "seconds": time.perf_counter() - start,
        "rows": summary["rows"],
        "size": (folder / "out" / "results.parquet").stat().st_size,
        "workers": cores,
    }


ENGINES: dict[str, Callable[[Path], dict[str, Any] | None]] = {
    "ours, one thread": _one_thread,
    OURS: _every_core,
    "polars": _polars,
    "duckdb": _duckdb,
    C: _c,
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--engine"]:
        _engine(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
