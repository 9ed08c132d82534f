"""`kerong points-table FILE`: a points table from one half of the rows, scores for all of them."""

import argparse
import csv
import json
from pathlib import Path

from kerong.cli.inputs import FileUnreadable, content_of
from kerong.cli.policies import COMPUTE
from kerong.kernel.errors import Invalid
from kerong.rules.backtests.halves import HEADER, Asked, HalfAlike, Halved, halved

POLICY = COMPUTE
TABLE, SCORES = "points.json", "outcomes.csv"


class ColumnAbsent(Invalid):
    """Facts: `names`."""

    code = "points_table.column_absent"
    zh = "文件没有这些列：{names}"
    en = "The file has no columns {names}"


class HalfEmpty(Invalid):
    code = "points_table.one_outcome"
    zh = "用于制表的一半中须同时有好、坏两种结果。"
    en = "The half the table is made from needs both outcomes."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--columns", required=True, metavar="A,B,C", help="what gives points")
    parser.add_argument("--party", required=True, metavar="COLUMN", help="names a row")
    parser.add_argument("--outcome", required=True, metavar="COLUMN")
    parser.add_argument("--bad", required=True, metavar="WORD", help="the outcome that is bad")
    parser.add_argument("--day", metavar="COLUMN", help="day the row was observed, ISO")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")


def run(options: argparse.Namespace) -> int:
    asked = Asked(
        columns=tuple(options.columns.split(",")),
        party=options.party,
        outcome=options.outcome,
        bad=options.bad,
        day=options.day or "",
    )
    rows = _rows(options.file)
    missing = [name for name in asked.needed if not rows or name not in rows[0]]
    if missing:
        raise ColumnAbsent(names=", ".join(missing))
    try:
        made = halved(rows, asked)
    except HalfAlike:
        raise HalfEmpty() from None
    _write(options.out, made)
    left = len(rows) - made.made_from
    print(f"made from {made.made_from} rows, {made.bad} bad; {left} rows left to test")
    for each in made.table.columns:
        print(f"{each.column}: information value {each.value_ppm / 1_000_000:.3f}")
    print(f"{options.out / TABLE}\n{options.out / SCORES}")
    return 0


def _write(folder: Path, made: Halved) -> None:
    """The table, and a file of outcomes that `kerong backtest` and the console read."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(made.table.document(), ensure_ascii=False, indent=1) + "\n"
    (folder / TABLE).write_text(text, encoding="utf-8")
    with (folder / SCORES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(made.lines)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = content_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileUnreadable(file=path.name, problem="not UTF-8") from fault
    found = list(csv.DictReader(text.splitlines()))
    return [{name: (cell or "").strip() for name, cell in row.items() if name} for row in found]
