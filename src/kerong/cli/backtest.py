"""`kerong backtest FILE`: AUC, KS, calibration and stability of scores on real outcomes."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from kerong.cli.inputs import content_of, date_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table
from kerong.kernel.errors import NotFound
from kerong.kernel.ratios import ratio_from_ppm, ratio_text

POLICY = COMPUTE
_COLUMNS = ("over", "upto", "rows", "bad", "share", "from", "to", "expected")


class CardAbsent(NotFound):
    """Facts: `name`."""

    code = "backtest.card_absent"
    zh = "当日没有名为「{name}」的评分卡。"
    en = "No scorecard “{name}” is in force on the day."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="party, outcome, observed_on, score or facts"
    )
    parser.add_argument("--scorecard", metavar="NAME", help="scores the facts of the file")
    parser.add_argument("--on", type=date_of, metavar="DATE", help="scorecard in force then, today")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from django.utils.timezone import localdate

    from kerong.population.back_test import body_of

    card = _card(options.scorecard, options.on or localdate()) if options.scorecard else None
    body = body_of(options.file.name, content_of(options.file), card)
    if options.json:
        print_document(body)
    else:
        _print(body)
    return 0


def _card(name: str, on: date) -> Any:
    from kerong.cli.score import held_on

    for each in held_on(on):
        if each.key == name and each.rules.scorecard is not None:
            return each
    raise CardAbsent(name=name[:60])


def _print(body: dict[str, Any]) -> None:
    tested, development = body["rows"]["tested"], body["rows"]["development"]
    print(f"tested {tested['count']}  bad {tested['bad']}  made from {development['count']}")
    print("left out " + (", ".join(f"{k} {n}" for k, n in body["left_out"].items()) or "none"))
    names = ("auc", "gini", "ks")
    print("  ".join(f"{name} {_share(body[f'{name}_ppm'])}" for name in names))
    stability = body["stability"]
    if stability:
        since = f" since {stability['since']}" if stability["since"] else ""
        print(f"psi {_share(stability['psi_ppm'])} between {stability['between']}{since}")
    print_table(_COLUMNS, [_row(each) for each in body["bins"]])


def _row(each: dict[str, Any]) -> dict[str, Any]:
    low, high = each["interval_ppm"] or (None, None)
    return {
        "over": _milli(each["over"]),
        "upto": _milli(each["upto"]),
        "rows": each["rows"],
        "bad": each["bad"],
        "share": _share(each["bad_ppm"]),
        "from": _share(low),
        "to": _share(high),
        "expected": _share(each["expected_ppm"]),
    }


def _share(ppm: int | None) -> str:
    return "-" if ppm is None else ratio_text(ratio_from_ppm(ppm))


def _milli(milli: int | None) -> str:
    return "-" if milli is None else ratio_text(ratio_from_ppm(milli * 1000))
