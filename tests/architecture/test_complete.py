"""Nothing half done: migrations, translations and the glossary follow the code."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from kerong.config import messages
from kerong.config.paths import ROOT
from tests.architecture.source import Function, judge, modules, package, tree
from tests.architecture.test_models import our_models

DOMAIN = {
    "trail", "notices", "documents", "jobs", "reference", "parties", "evidence", "ledger",
    "payments",
    "catalogue", "population", "contracts.loans", "contracts.subsidies",
    "contracts.guarantees", "contracts.pledges", "contracts.compensation", "contracts.bridges",
    "contracts.insurance",
    "cases",
    "cultivation", "reporting",
}  # fmt: skip
LINE = re.compile(r"^\| `(?P<code>[\w.]+)` \| (?P<zh>[^|]+) \| (?P<en>[^|]+) \|$", re.MULTILINE)


@pytest.mark.django_db
def test_migrations_follow_the_models() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_every_text_is_translated() -> None:
    judge("translation", messages.faults())


def glossary() -> dict[str, str]:
    lines: dict[str, str] = {}
    for path in sorted((ROOT / "docs" / "reference" / "glossary").glob("*.md")):
        for found in LINE.finditer(path.read_text(encoding="utf-8")):
            lines[found["code"]] = found["zh"].strip()
    return lines


def test_every_model_has_a_line_in_the_glossary() -> None:
    known = glossary()
    judge("not in the glossary", (m.__name__ for m in our_models() if m.__name__ not in known))


def acts(path: Path) -> Iterator[Function]:
    """An act is the function its file is named after; it asks who, when, and only by name."""
    for node in tree(path).body:
        if isinstance(node, Function) and node.name == path.stem and not node.args.args:
            if {"actor", "at"} <= {each.arg for each in node.args.kwonlyargs}:
                yield node


def test_every_act_has_a_line_in_the_glossary() -> None:
    known = glossary()
    judge(
        "act not in the glossary",
        (
            f"{path}: {act.name}"
            for path in modules()
            if package(path) in DOMAIN
            for act in acts(path)
            if act.name not in known
        ),
    )
