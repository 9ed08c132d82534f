"""Names say what a thing is; words that fit anything are not used."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import functions, judge, modules, tree, words

BANNED = {"manager", "helper", "helpers", "utils", "common", "misc", "base", "data", "info"}
BANNED |= {"handle", "do"}
BANNED_FIRST = {"process"}


def names_in(path: Path) -> Iterator[str]:
    """Yield what we named ourselves; the names of settings are Django's."""
    yield path.parent.name if path.stem == "__init__" else path.stem
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            if "settings" not in path.parts:
                yield node.id


def test_no_name_uses_a_banned_word() -> None:
    judge(
        "banned name",
        (
            f"{path}: {name}"
            for path in modules()
            for name in names_in(path)
            if BANNED.intersection(words(name))
        ),
    )


def test_process_is_no_verb() -> None:
    judge(
        "process as a verb",
        (
            f"{path}: {function.name}"
            for path in modules()
            for function in functions(path)
            if words(function.name)[:1] == ["process"]
        ),
    )


def test_every_module_says_its_purpose() -> None:
    judge(
        "no docstring",
        (str(path) for path in modules() if tree(path).body and not ast.get_docstring(tree(path))),
    )
