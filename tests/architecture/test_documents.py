"""What is written for readers leads somewhere, and nothing in it still waits to be filled in."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = ("README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
DOCUMENTS = [*NAMED, *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))]

_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.M | re.S)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_NAMED = re.compile(r"^\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)", re.M)
_HTML = re.compile(r"""\b(?:src|href|srcset)\s*=\s*["']([^"'\s]+)""")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.M)
_PLACEHOLDER = re.compile(r"@[A-Z][A-Z0-9_]*@")


def targets(text: str) -> Iterator[str]:
    """Links and images that stay inside the project."""
    prose = _CODE.sub("", text)
    for pattern in (_LINK, _NAMED, _HTML):
        yield from (found for found in pattern.findall(prose) if not _ELSEWHERE.match(found))


def anchors(text: str) -> set[str]:
    """The names that headings get when the page is shown."""
    plain = (re.sub(r"[`*]", "", words).lower() for words in _HEADING.findall(text))
    return {re.sub(r"[^\w\- ]", "", words).replace(" ", "-") for words in plain}


def is_broken(file: Path, target: str) -> bool:
    path, _, anchor = unquote(target).partition("#")
    found = (file.parent / path) if path else file
    if not found.resolve().is_relative_to(ROOT) or not found.exists():
        return True
    return bool(anchor and found.suffix == ".md" and anchor not in anchors(found.read_text()))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_and_image_leads_somewhere(name: str) -> None:
    file = ROOT / name
    broken = [target for target in targets(file.read_text()) if is_broken(file, target)]
    assert not broken


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_waits_to_be_filled_in(name: str) -> None:
    assert not _PLACEHOLDER.findall((ROOT / name).read_text())


# --- controls ---


def test_links_of_every_spelling_are_seen_and_those_in_code_are_not() -> None:
    text = (
        '[a](one.md) ![b](two.png "words") [c](<three.md>) [d](https://x.example) [e](#part)\n'
        "<img src='four.png'> <a href=\"mailto:x@y.example\">f</a> `[g](not.md)`\n"
        "[h]: five.md\n```\n[i](not.md)\n```\n[j](six.md#part)\n"
    )
    seen = sorted(targets(text))
    assert seen == sorted(
        ["one.md", "two.png", "three.md", "#part", "four.png", "five.md", "six.md#part"]
    )


@pytest.mark.parametrize("target", ["missing.md", "../outside.md", "here.md#no-such", "#no-such"])
def test_a_link_to_nothing_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    file = tmp_path / "here.md"
    file.write_text("# A part, of `it`\n")
    (tmp_path.parent / "outside.md").touch()
    assert is_broken(file, target)
    assert not is_broken(file, "#a-part-of-it")
    assert not is_broken(file, "here.md#a-part-of-it")


def test_a_placeholder_is_known_by_its_form() -> None:
    assert _PLACEHOLDER.findall("@CALC@ a@example.org @stage_years $x @lpr_1y") == ["@CALC@"]
