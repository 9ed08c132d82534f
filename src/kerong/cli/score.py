"""`kerong score NAME`: a scorecard or class test for the firm of a facts file, with its steps."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerong.cli.inputs import date_of, json_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table
from kerong.kernel.errors import Invalid

if TYPE_CHECKING:
    from kerong.catalogue.assessments import Assessment

POLICY = COMPUTE
_COLUMNS = ("name", "kind", "revision", "in_force_from", "verified", "title")
_STEPS = ("code", "raw", "points", "max", "verified", "title")
_SIGNS = {"meets": "✓", "unknown": "?", "fails": "✗"}


class ScoreNeedsFacts(Invalid):
    code = "score.needs_facts"
    zh = "请给出名称和 --facts，或用 --list 查看名称。"
    en = "Give a name and --facts, or --list for the names."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="points, size, tech-sme, listing …")
    parser.add_argument("--facts", type=Path, metavar="FILE.json")
    parser.add_argument("--on", type=date_of, metavar="DATE", help="day of the decision, today")
    parser.add_argument("--list", action="store_true", help="what there is on the day")
    parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from django.utils.timezone import localdate

    from kerong.catalogue.scoring import list_assessments, score_facts
    from kerong.kernel.actor import ANONYMOUS

    on = options.on or localdate()
    held = held_on(on)
    if options.list:
        listed = list_assessments(held, options.language)
        if options.json:
            print_document(listed)
        else:
            print_table(_COLUMNS, listed)
        return 0
    if options.name is None or options.facts is None:
        raise ScoreNeedsFacts()
    document = score_facts(
        name=options.name,
        document=json_of(options.facts),
        on=on,
        actor=ANONYMOUS,
        language=options.language,
        held=held,
    )
    if options.json:
        print_document(document)
    else:
        _print(document)
    return 0


def held_on(on: date) -> "Sequence[Assessment]":
    """What is published; the packs on disk where there is no catalogue yet."""
    from kerong.catalogue.assessments import assessments_in, assessments_on
    from kerong.cli.database import has_catalogue
    from kerong.config.paths import shipped_packs

    published = assessments_on(on) if has_catalogue() else []
    return published or assessments_in(shipped_packs(), on)


def _print(document: dict[str, Any]) -> None:
    for each in document.get("tests", [document]):
        _print_one(each)


def _print_one(document: dict[str, Any]) -> None:
    value = document["value"] or _span(document)
    grade = document["grade"] or "-"
    print(f"{document['title']}  {document['scorecard']} r{document['revision']}  {document['on']}")
    print(f"value {value}  grade {grade}  outcome {document['outcome']}")
    if not document["verified"]:
        print("not verified 未核实")
    if document.get("amount_yuan"):
        print(f"amount {document['amount_yuan']}")
    if document["kind"] == "scorecard" or document["groups"]:
        rows = [{key: _cell(item[key]) for key in _STEPS} for item in document["items"]]
        print_table(_STEPS, rows)
        for item in document["items"]:
            _print_step(item)
    for item in document["items"]:
        if item.get("next"):
            above = item["next"]
            print(f"{item['code']} {item['raw']}: {above['distance']} short of {above['class']}")
    if document["lines"]:
        rows = [
            {"": _SIGNS[line["outcome"]], "condition": line["say"]}
            | {key: _cell(line[key]) for key in ("seen", "distance", "clause")}
            for line in document["lines"]
        ]
        print_table(("", "condition", "seen", "distance", "clause"), rows)
    if document["missing"]:
        print(f"missing: {', '.join(document['missing'])}")


def _print_step(item: dict[str, Any]) -> None:
    """How the points follow, who observed what stands behind them and when, what would raise."""
    print(f"{item['code']}: {item['function_words']}")
    for seen in item["observations"]:
        print(f"  {seen['fact']} {seen['value']}  {seen['source']} {seen['observed_on'] or '-'}")
    if item["raise"]:
        move = item["raise"]
        print(f"  {move['fact']} {move['from']} -> {move['to']} gives {move['points']}")


def _span(document: dict[str, Any]) -> str:
    low, high = document["low"], document["high"]
    return "-" if low is None else f"{low} … {high}"


def _cell(value: Any) -> str:
    return "-" if value is None else str(value)
