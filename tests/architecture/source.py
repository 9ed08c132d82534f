"""The source as the rules see it: files, trees, and how a rule's finds meet the exceptions."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kerong.config.paths import ROOT
from tests.architecture.exceptions import EXCEPTIONS

SOURCE = ROOT / "src" / "kerong"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*patterns: str) -> list[Path]:
    """Return the project's own files, as paths below its root; migrations are not judged."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(path.relative_to(ROOT) for path in found if "migrations" not in path.parts)


def modules() -> list[Path]:
    return files("src/kerong/**/*.py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def package(path: Path) -> str:
    """Return the package below kerong: "cases", or two parts for "contracts.loans"."""
    parts = path.parts[2:-1]
    return ".".join(parts[:2]) if parts[:1] == ("contracts",) else ".".join(parts[:1])


def words(name: str) -> list[str]:
    """Split snake_case and CamelCase: "readHTMLPage_two" → read, html, page, two."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def judge(rule: str, found: Iterable[str]) -> None:
    """Fail on every find that is not excepted, and on every exception that finds nothing."""
    seen = set(found)
    excepted = {where for (name, where) in EXCEPTIONS if name == rule}
    faults = sorted(seen - excepted)
    stale = sorted(excepted - seen)
    assert not faults, f"{rule}:\n  " + "\n  ".join(faults)
    assert not stale, f"exceptions to '{rule}' that no longer apply:\n  " + "\n  ".join(stale)
