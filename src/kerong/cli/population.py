"""`kerong population`: every product for every firm of a file, and what each firm has best, as
Parquet and a summary."""

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from kerong.cli.inputs import FileUnreadable, date_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table
from kerong.kernel.errors import Invalid

POLICY = COMPUTE
_SHOWN = 10
_COLUMNS = ("listing", "meets", "fails", "unknown", "verified")
_READ = {True: "yes", False: "no 未核实", None: "-"}


class WorkersUnclear(Invalid):
    """Facts: `workers`."""

    code = "cli.workers"
    zh = "--workers 应为 1 至 256 的整数，而不是 {workers}。"
    en = "--workers takes a whole number from 1 to 256, not {workers}."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--facts", type=Path, required=True, metavar="FILE.parquet|csv")
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder of results.parquet (a row a firm and product), firms.parquet (a row a firm:"
        " best product, counts, scores) and summary.json",
    )
    parser.add_argument("--engine", choices=("local", "spark"), default="local")
    parser.add_argument("--on", type=date_of, metavar="DATE", help="day of the decision, today")
    parser.add_argument("--workers", type=int, metavar="N", help="processes, one a core by default")
    parser.add_argument(
        "--leave-out-fails", action="store_true", help="count what fails, write no rows of it"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as one document")


def run(options: argparse.Namespace) -> int:
    from django.utils.timezone import localdate

    from kerong.catalogue.material import population_material
    from kerong.kernel.actor import ANONYMOUS
    from kerong.population.product_readings import unverified_products

    count = workers_of(options.workers)
    if not options.facts.is_file():
        raise FileUnreadable(file=options.facts.name, problem="no such file")
    on = options.on or localdate()
    material = population_material(on=on, actor=ANONYMOUS)
    doubtful = unverified_products({code for code, _, _ in material.listings}, on)
    material = replace(material, unverified=doubtful)
    summary = _ENGINES[options.engine](options, material, count)
    if options.json:
        print_document(summary)
    else:
        _print(summary, options.out)
    return 0


def _local(options: argparse.Namespace, material: Any, count: int) -> dict[str, Any]:
    from kerong.rules.populations.reading import read_population
    from kerong.rules.populations.runs import Settings, run_population

    settings = Settings(workers=count, with_fails=not options.leave_out_fails)
    population = read_population(options.facts)
    return run_population(population, material, options.out, settings, _Progress())


def _spark(options: argparse.Namespace, material: Any, count: int) -> dict[str, Any]:
    from kerong.rules.populations.spark import run_on_spark

    return run_on_spark(
        options.facts, material, options.out, with_fails=not options.leave_out_fails
    )


_ENGINES = {"local": _local, "spark": _spark}


class _Progress:
    """A line on stderr for every block, with the pace so far."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, firms: int, blocks: int) -> None:
        pace = firms / max(time.monotonic() - self._start, 0.001)
        print(f"{firms} firms, {blocks} blocks, {pace:.0f} firms/s", file=sys.stderr, flush=True)


def workers_of(asked: int | None) -> int:
    """How many processes: as many as asked for, else one a core. Raises WorkersUnclear."""
    count = _cores() if asked is None else asked
    if not 1 <= count <= 256:
        raise WorkersUnclear(workers=count)
    return count


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _print(summary: dict[str, Any], folder: Path) -> None:
    counts = summary["outcomes"]
    print(f"{summary['firms']} firms x {len(summary['listings'])} products on {summary['on']}")
    print("  ".join(f"{name} {counts[name]}" for name in ("meets", "unknown", "fails")))
    most = sorted(summary["listings"], key=lambda row: (-row["meets"], row["listing"]))[:_SHOWN]
    print_table(_COLUMNS, [{**row, "verified": _READ[row["verified"]]} for row in most])
    print(f"{folder / 'results.parquet'}: {summary['rows']} rows")
    firms = f"{summary['firms']} firms, {summary['served']} of them meet a product"
    print(f"{folder / 'firms.parquet'}: {firms}")
