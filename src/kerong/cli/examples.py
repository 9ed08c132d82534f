"""`--example`: what was computed by hand beside what the command computes today."""

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kerong.cli.printing import print_document

if TYPE_CHECKING:
    from kerong.rules.programmes.worked import WorkedExample

Compute = Callable[["WorkedExample"], dict[str, Any]]


def print_examples(
    examples: Iterable["WorkedExample"],
    compute: Compute,
    show: Callable[[dict[str, Any]], None],
    options: argparse.Namespace,
) -> int:
    """Each example with its working, its result by hand and the one computed now."""
    done = [(each, compute(each)) for each in examples]
    if options.json:
        print_document({"examples": [_document(each, found, options) for each, found in done]})
        return 0
    for each, found in done:
        print(f"{each.name} · {each.day}")
        print("given  " + "  ".join(f"{key}={value}" for key, value in each.given.items()))
        print(f"by hand  {each.said(getattr(options, 'language', 'en'))}")
        show(found)
        print()
    return 0


def _document(
    example: "WorkedExample", found: dict[str, Any], options: argparse.Namespace
) -> dict[str, Any]:
    return {
        "name": example.name,
        "on": example.day.isoformat(),
        "given": dict(example.given),
        "working": example.said(getattr(options, "language", "en")),
        "expected": dict(example.expect),
        "computed": found,
    }
