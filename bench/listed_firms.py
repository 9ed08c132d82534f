"""`python -m bench.listed_firms FILE [--out CSV]`: listing tests and sizes of real listed firms.

FILE has one row a firm and fiscal year (figures of annual reports, amounts in yuan); only rows of
quality "ok" count. What a listing implies is the least market value asked by a standard that the
figures meet; see `bench.listing_standards` for what that leaves aside.
"""

import argparse
import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TextIO

from bench.listing_standards import CHINEXT, MAIN, PACKS_OF, STAR, Judged, Standards

BOARDS = {"STAR": STAR, "ChiNext": CHINEXT, "SSE_main": MAIN, "SZSE_main": MAIN}
FIRST_YEAR = 2019
_BACK = ("", "_prev", "_prev2")
_FIGURES = {
    "operating_revenue": "operating_revenue",
    "net_profit": "net_profit",
    "rd_expense": "rd_expense",
    "operating_cash_flow": "net_cash_operating",
}
NO_YEAR = "no sound figures of the year in the file"
Rows = Mapping[tuple[str, int], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Firm:
    code: str
    name: str
    board: str
    listed: int | None
    years: tuple[int, ...]


def read_rows(path: Path) -> dict[tuple[str, int], dict[str, str]]:
    """Rows of quality "ok" by code and fiscal year."""
    with _text(path) as file:
        rows = [row for row in csv.DictReader(file) if row.get("quality", "ok") == "ok"]
    return {(row["code"], int(row["fiscal_year"])): row for row in rows}


def _text(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")  # type: ignore[return-value]
    return path.open(encoding="utf-8", newline="")


def firms_in(rows: Rows) -> list[Firm]:
    """Firms of the boards that have a test, by code."""
    years: dict[str, list[int]] = {}
    for code, year in sorted(rows):
        years.setdefault(code, []).append(year)
    return [
        Firm(
            code=code,
            name=rows[code, held[-1]]["short_name"],
            board=BOARDS[rows[code, held[-1]]["board"]],
            listed=int(rows[code, held[-1]]["list_date"][:4] or 0) or None,
            years=tuple(held),
        )
        for code, held in years.items()
        if rows[code, held[-1]]["board"] in BOARDS
    ]


def facts_of(rows: Rows, code: str, year: int) -> dict[str, Any]:
    """Facts of a firm as of a fiscal year; what the file does not say stays unknown."""
    facts: dict[str, Any] = {}
    for back, suffix in enumerate(_BACK):
        row = rows.get((code, year - back), {})
        for fact, column in _FIGURES.items():
            if row.get(column):
                facts[fact + suffix] = _fen(row[column])
    own = rows[code, year]
    if own["employees"]:
        facts["employees"] = int(Fraction(own["employees"]))
    if own["current_assets"] and own["noncurrent_assets"]:
        facts["total_assets"] = _fen(own["current_assets"]) + _fen(own["noncurrent_assets"])
    return facts


def _fen(yuan: str) -> int:
    from kerong.kernel.ratios import round_half_up

    return round_half_up(Fraction(yuan) * 100)


def in_listing_year(
    standards: Standards, rows: Rows, board: str, *, before: int = 0
) -> Iterator[tuple[Firm, Judged | None]]:
    """Firms listed since the file begins, on the figures of that year or of one before it."""
    for firm in firms_in(rows):
        if firm.board != board or firm.listed is None or firm.listed < FIRST_YEAR:
            continue
        year = firm.listed - before
        held = (firm.code, year) in rows
        yield firm, standards.judge(board, facts_of(rows, firm.code, year), year) if held else None


def summary(found: Sequence[tuple[Firm, Judged | None]]) -> dict[str, Any]:
    """How many meet a standard of those that have figures, and why the others do not."""
    judged = [each for _, each in found if each is not None]
    reasons = Counter("; ".join(each.reasons) for each in judged if not each.met)
    return {
        "firms": len(found),
        "no_year": len(found) - len(judged),
        "judged": len(judged),
        "meets": sum(bool(each.met) for each in judged),
        "reasons": dict(reasons.most_common()),
        "standards": dict(Counter(route for each in judged for route in each.met)),
        "least_value": dict(Counter(each.least_value_fen for each in judged if each.met)),
    }


def sizes(standards: Standards, rows: Rows) -> dict[str, int]:
    """Firms by size class in their latest year: certain ones, and what the industry decides."""
    found: Counter[str] = Counter()
    for firm in firms_in(rows):
        year = firm.years[-1]
        classes = sorted(set(standards.size(facts_of(rows, firm.code, year), year).values()))
        found[classes[0] if len(classes) == 1 else "by industry: " + " or ".join(classes)] += 1
    return dict(found.most_common())


def _print_board(title: str, found: Sequence[tuple[Firm, Judged | None]]) -> None:
    told = summary(found)
    share = told["meets"] / told["judged"] if told["judged"] else 0
    print(f"\n{title}: {told['firms']} firms, {told['no_year']} without figures of the year")
    print(
        f"  at least one standard by its figures: {told['meets']} of {told['judged']} ({share:.1%})"
    )
    for route, count in told["standards"].items():
        print(f"    {route}: {count}")
    for fen, count in sorted(told["least_value"].items()):
        print(f"    implies a market value of {fen // 10**10} 亿 at least: {count}")
    for reason, count in told["reasons"].items():
        print(f"  exception: {reason}: {count}")
    for firm, judged in found:
        if judged is None or not judged.met:
            why = NO_YEAR if judged is None else "; ".join(judged.reasons)
            print(f"    {firm.code} {firm.name} ({firm.listed}): {why}")


def _write(path: Path, standards: Standards, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ("code", "name", "board", "listed", "year", "outcome", "met", "why", "size")
        )
        for firm in firms_in(rows):
            for year in firm.years:
                facts = facts_of(rows, firm.code, year)
                judged = standards.judge(firm.board, facts, year)
                classes = sorted(set(standards.size(facts, year).values()))
                told = (" ".join(judged.met), "; ".join(judged.reasons), "|".join(classes))
                writer.writerow(
                    (firm.code, firm.name, firm.board, firm.listed, year, judged.outcome, *told)
                )


def main(arguments: Sequence[str] | None = None) -> int:
    from kerong.config.profile import start_django

    parser = argparse.ArgumentParser(prog="python -m bench.listed_firms")
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, help="one line a firm and year")
    options = parser.parse_args(arguments)
    start_django()
    standards, rows = Standards(), read_rows(options.file)
    print(f"{len(rows)} firm-years, {len(firms_in(rows))} firms")
    for board in PACKS_OF:
        _print_board(f"{board}, listing year", list(in_listing_year(standards, rows, board)))
        earlier = list(in_listing_year(standards, rows, board, before=1))
        _print_board(f"{board}, year before listing", [each for each in earlier if each[1]])
    print("\nsize in the latest year")
    for name, count in sizes(standards, rows).items():
        print(f"  {name}: {count}")
    if options.out:
        _write(options.out, standards, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
