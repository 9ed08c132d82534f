"""The LPR as a file: `published_on,one_year_pct,five_year_pct`, the shipped one by default."""

import csv
import io
from datetime import date
from fractions import Fraction
from pathlib import Path

from kerong import reference
from kerong.cli.inputs import content_of
from kerong.finance.lpr import Publication
from kerong.kernel.errors import Invalid
from kerong.kernel.ratios import ratio_from_text

COLUMNS = ("published_on", "one_year_pct", "five_year_pct")


class LprFileUnreadable(Invalid):
    """Facts: `file`, `row`, `problem`."""

    code = "cli.lpr_file"
    zh = "{file} 第 {row} 行无法读取，需要列 published_on,one_year_pct,five_year_pct：{problem}"
    en = "{file}, row {row}: columns published_on,one_year_pct,five_year_pct needed: {problem}"


def lpr_of(path: Path | None) -> tuple[Publication, ...]:
    """Publications in the order of the file. Raises LprFileUnreadable, FileUnreadable."""
    file = path or _shipped()
    try:
        text = content_of(file).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise LprFileUnreadable(file=file.name, row=1, problem="not UTF-8") from fault
    found = []
    for no, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            on, one, five = (str(row[name]) for name in COLUMNS)
            found.append(Publication(date.fromisoformat(on), _percent(one), _percent(five)))
        except (KeyError, ValueError) as fault:
            raise LprFileUnreadable(file=file.name, row=no, problem=str(fault)) from fault
    return tuple(found)


def _shipped() -> Path:
    return Path(str(reference.__file__)).parent / "tables" / "lpr.csv"


def _percent(text: str) -> Fraction:
    return ratio_from_text(text) / 100
