"""`kerong whatif --rules DRAFT --facts F --out DIR`: who gains, who loses, cost, flips."""

import argparse
import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerong.cli.inputs import FileUnreadable, date_of, ratio_of, yuan_of
from kerong.cli.policies import COMPUTE
from kerong.cli.population import workers_of
from kerong.cli.printing import print_document, print_table

if TYPE_CHECKING:
    from kerong.population.file_workers import FileFirm
    from kerong.population.try_on_file import Seen

POLICY = COMPUTE
FIRMS = (
    "credit_code", "effect", "before", "after", "before_limit_yuan", "after_limit_yuan",
    "before_rate", "after_rate", "before_points", "after_points", "flips", "near", "size",
    "industry", "district",
)  # fmt: skip
GROUPS = ("by", "group", "firms", "gains", "loses", "shifts", "none", "before_yuan", "after_yuan")
BOM = "utf-8-sig"  # so that spreadsheets read Chinese


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rules", type=Path, required=True, metavar="DIR", help="the draft pack")
    parser.add_argument("--facts", type=Path, required=True, metavar="FILE.parquet|csv")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--on", type=date_of, metavar="DATE", help="day of the decision, today")
    parser.add_argument("--budget", type=yuan_of, metavar="YUAN", help="public money there is")
    parser.add_argument(
        "--cost-share", type=ratio_of, metavar="RATIO", help="share of the amounts it bears"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes, one a core by default")
    parser.add_argument("--json", action="store_true", help="print the sheet as one document")


def run(options: argparse.Namespace) -> int:
    from django.utils.timezone import localdate

    from kerong.cli.database import has_catalogue
    from kerong.config.paths import shipped_packs
    from kerong.kernel.ratios import ppm_from
    from kerong.population.try_draft import Budget
    from kerong.population.try_on_file import FileTrial, try_on_file
    from kerong.rules.populations.reading import read_population

    workers = workers_of(options.workers)
    if not options.facts.is_file():
        raise FileUnreadable(file=options.facts.name, problem="no such file")
    share = None if options.cost_share is None else ppm_from(options.cost_share)
    options.out.mkdir(parents=True, exist_ok=True)
    with _firms_file(options.out / "firms.csv") as seen:
        trial = FileTrial(
            folder=options.rules,
            population=read_population(options.facts),
            on=options.on or localdate(),
            budget=Budget(options.budget, share),
        )
        packs = None if has_catalogue() else shipped_packs()
        sheet = try_on_file(trial, packs=packs, workers=workers, seen=seen)
    _write_groups(options.out / "groups.csv", sheet["counts"]["by"])
    text = json.dumps(sheet, ensure_ascii=False, indent=2, sort_keys=True)
    (options.out / "sheet.json").write_text(text + "\n", encoding="utf-8")
    if options.json:
        print_document(sheet)
    else:
        _print(sheet, options.out)
    return 0


@contextmanager
def _firms_file(path: Path) -> "Iterator[Seen]":
    """The firms something changes for, or that stand close to a threshold, as they come.

    The file has its name only once it is whole.
    """
    part = path.with_suffix(".part")
    with part.open("w", encoding=BOM, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIRMS)

        def seen(firms: "list[FileFirm]") -> None:
            writer.writerows(_firm_row(firm) for firm in firms if not firm.tried.is_plain)

        yield seen
    part.replace(path)


def _firm_row(firm: "FileFirm") -> list[Any]:
    tried = firm.tried
    amounts = (
        [_yuan(best.limit_fen) for best in (tried.before, tried.after)],
        [_rate(best.rate_ppm) for best in (tried.before, tried.after)],
        [_points(best.points) for best in (tried.before, tried.after)],
    )
    place = firm.place
    head = [firm.credit_code, tried.effect, tried.before.outcome, tried.after.outcome]
    tail = [len(tried.flips), tried.near, place.size, place.industry, place.district]
    return [*head, *(text for pair in amounts for text in pair), *tail]


def _write_groups(path: Path, by: Mapping[str, Mapping[str, Mapping[str, int]]]) -> None:
    with path.open("w", encoding=BOM, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(GROUPS)
        for name, groups in by.items():
            for group, cell in sorted(groups.items()):
                counts = [cell[each] for each in GROUPS[2:7]]
                writer.writerow(
                    [name, group, *counts, _yuan(cell["before_fen"]), _yuan(cell["after_fen"])]
                )


def _yuan(fen: int | None) -> str:
    from kerong.kernel.money import Money

    return "" if fen is None else Money(fen).yuan_text()


def _rate(ppm: int | None) -> str:
    from kerong.kernel.ratios import ratio_from_ppm, ratio_text

    return "" if ppm is None else ratio_text(ratio_from_ppm(ppm))


def _points(milli: int | None) -> Any:
    from kerong.rules.values import shown
    from kerong.rules.vocabulary import POINTS

    return "" if milli is None else shown(POINTS, milli)


def _print(sheet: dict[str, Any], folder: Path) -> None:
    counts = sheet["counts"]
    print(f"{sheet['draft']['key']} revision {sheet['draft']['revision']} on {sheet['on']}")
    if not sheet["verified"]:
        print("not verified 未核实: a text or a scorecard it looks at rests on unverified readings")
    print(f"{counts['firms']} firms")
    print_table(("effect", "firms"), _rows(counts["effects"]))
    amounts = counts["amounts"]
    print(f"limits {_yuan(amounts['before_fen'])} -> {_yuan(amounts['after_fen'])}")
    cost = sheet["cost"]
    if cost["after_fen"] is not None:
        left = "" if cost["left_fen"] is None else f", left of the budget {_yuan(cost['left_fen'])}"
        print(f"cost {_yuan(cost['before_fen'])} -> {_yuan(cost['after_fen'])}{left}")
    flips = [
        {"product": code, "answer": change, "firms": firms}
        for code, changes in sorted(counts["flips"].items())
        for change, firms in sorted(changes.items())
    ]
    if flips:
        print_table(("product", "answer", "firms"), flips)
    if sheet["stranded"]:
        print(f"products the draft refuses: {', '.join(sheet['stranded'])}")
    print(f"digest {sheet['digest']}")
    print(f"written to {folder}")


def _rows(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"effect": name, "firms": firms} for name, firms in counts.items()]
