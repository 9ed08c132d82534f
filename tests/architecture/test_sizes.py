"""Small files, short functions, few parameters, thin views."""

from collections.abc import Iterator
from pathlib import Path

from kerong.config.paths import ROOT
from tests.architecture.source import Function, files, functions, judge, modules

FILE_LINES, PACK_LINES, FUNCTION_LINES, PARAMETERS, VIEW_LINES = 300, 200, 60, 5, 25
# Every act and view has these; they are not counted.
ALWAYS_THERE = {"self", "cls", "request", "actor", "at", "on"}


def too_long(paths: list[Path], most: int) -> Iterator[str]:
    for path in paths:
        with (ROOT / path).open(encoding="utf-8") as file:
            if sum(1 for _ in file) > most:
                yield str(path)


def lines_of(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def test_no_file_is_longer_than_300_lines() -> None:
    paths = files(
        "src/**/*.py", "src/**/*.html", "tests/**/*.py", "bench/**/*.py", "assets/**/*.[cj]s*"
    )
    judge("file too long", too_long(paths, FILE_LINES))


def test_no_pack_file_is_longer_than_200_lines() -> None:
    judge("pack file too long", too_long(files("packs/**/*.yaml"), PACK_LINES))


def test_functions_stay_below_60_lines() -> None:
    judge(
        "function too long",
        (
            f"{path}: {function.name}"
            for path in files("src/**/*.py", "tests/**/*.py", "bench/**/*.py")
            for function in functions(path)
            if lines_of(function) >= FUNCTION_LINES
        ),
    )


def test_five_parameters_are_enough_before_a_dataclass() -> None:
    def count(function: Function) -> int:
        given = function.args
        names = {each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)}
        return len(names - ALWAYS_THERE)

    judge(
        "too many parameters",
        (
            f"{path}: {function.name}"
            for path in modules()
            for function in functions(path)
            if count(function) > PARAMETERS
        ),
    )


def test_views_stay_within_25_lines() -> None:
    def is_view(function: Function) -> bool:
        return bool(function.args.args) and function.args.args[0].arg == "request"

    judge(
        "view too long",
        (
            f"{path}: {function.name}"
            for path in modules()
            for function in functions(path)
            if is_view(function) and lines_of(function) > VIEW_LINES
        ),
    )
