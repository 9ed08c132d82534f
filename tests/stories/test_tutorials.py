"""The tutorials, done as written: their files, their commands, what they print, their buttons."""

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from babel.messages.pofile import read_po

from kerong.catalogue.approve_listing import approve_listing
from kerong.catalogue.models import ListingRevision
from kerong.cli.main import main
from kerong.kernel import roles
from kerong.rules.vocabulary import vocabulary
from tests.build import catalogue, parties

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "tutorial"
PAGES = sorted(page.name for page in FOLDER.glob("*.md"))
WHEN = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)
_BUTTON = re.compile(r"\*\*([^*]+)\*\*\s+「([^」]+)」")
_LINK = re.compile(r"\]\(([^)#]+)\)")
KERONG = ".venv/bin/kerong "


def text_of(page: str) -> str:
    return (FOLDER / page).read_text(encoding="utf-8")


def commands_of(page: str) -> Iterator[tuple[list[str], str]]:
    """Each `kerong` command of a page and what the page says it prints."""
    for kind, _, body in _BLOCK.findall(text_of(page)):
        if kind == "console":
            for part in body.split("$ ")[1:]:
                line, _, printed = part.partition("\n")
                if line.startswith(KERONG):
                    yield shlex.split(line.removeprefix(KERONG)), printed


def translations() -> dict[str, set[str]]:
    """English → every Chinese text the pages use for it."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "src").rglob("zh_Hans/LC_MESSAGES/django.po"):
        with file.open("rb") as stream:
            for message in read_po(stream):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    found.setdefault(message.id, set()).add(message.string)
    return found


def test_every_button_of_a_tutorial_is_on_a_page_in_both_languages() -> None:
    known = translations()
    named = [pair for page in PAGES for pair in _BUTTON.findall(text_of(page))]

    assert len(named) > 20
    for english, chinese in named:
        assert chinese in known.get(english.replace("\n", " "), set()), (english, chinese)


def test_every_name_in_the_chinese_tutorial_is_on_a_page_or_a_fact() -> None:
    words = {chinese for each in translations().values() for chinese in each}
    words |= {fact.zh for fact in vocabulary()}
    named = re.findall(r"「([^」]+)」", text_of("first-loan.zh-CN.md"))

    assert len(named) > 20
    assert [name for name in named if name not in words] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_tutorial_leads_somewhere(page: str) -> None:
    links = _LINK.findall(text_of(page))

    assert links
    assert [link for link in links if not (FOLDER / link).exists()] == []


@pytest.mark.parametrize("page", ["first-loan.md", "first-loan.zh-CN.md"])
def test_what_the_first_tutorial_computes_is_what_it_shows(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = [(line, printed) for line, printed in commands_of(page) if line[0] == "schedule"]

    assert len(shown) == 1
    assert main(shown[0][0]) == 0
    assert capsys.readouterr().out == shown[0][1]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["first-loan.md", "first-loan.zh-CN.md"])
def test_the_checks_of_the_first_tutorial_find_nothing(page: str) -> None:
    checks = [line for line, _ in commands_of(page) if line[0] in ("trail-verify", "replay")]

    assert [main(line) for line in checks] == [0, 0]


@pytest.mark.django_db
def test_the_first_pack_is_written_broken_repaired_published_and_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file and every command of the page, in its order; the reader's edits in between."""
    monkeypatch.chdir(tmp_path)
    catalogue.reference()
    bank = parties.institution()
    parties.person(roles.INSTITUTION_CLERK, bank, login="bank-clerk")
    approver = parties.actor(roles.INSTITUTION_APPROVER, institution=bank)
    pack = tmp_path / "first-pack" / "starter-loan"
    pack.mkdir(parents=True)
    for _, name, body in _BLOCK.findall(text_of("first-pack.md")):
        if name:
            in_pack = name.endswith((".yaml", ".md"))
            ((pack if in_pack else tmp_path) / name).write_text(body, encoding="utf-8")
    offering = pack / "offering.yaml"
    sound = offering.read_text(encoding="utf-8")
    broken = sound.replace("5 * tax_paid", "6 * tax_paid")
    steps = list(commands_of("first-pack.md"))

    with time_machine.travel(WHEN, tick=False):
        for number, (line, shown) in enumerate(steps):
            offering.write_text(broken if number == 1 else sound, encoding="utf-8")
            if line[0] == "calc":
                _approve(approver)
            assert main(line) == (1 if number == 1 else 0), line
            printed = capsys.readouterr().out
            assert printed.endswith(shown) if line[0] == "calc" else printed == shown
    assert [line[0] for line, _ in steps] == ["pack", "pack", "pack", "import", "calc"]


def test_a_misspelt_word_is_caught_with_its_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page says so of `at_leest`."""
    pack = tmp_path / "starter-loan"
    pack.mkdir()
    for _, name, body in _BLOCK.findall(text_of("first-pack.md")):
        if name.endswith((".yaml", ".md")):
            text = body.replace("at_least", "at_leest")
            (pack / name).write_text(text, encoding="utf-8")

    assert main(["pack", "check", str(pack)]) == 1
    assert "at_least" in capsys.readouterr().out


def _approve(approver) -> None:  # type: ignore[no-untyped-def]
    waiting = ListingRevision.objects.select_related("listing").get()
    approve_listing(actor=approver, code=waiting.listing.code, digest=waiting.digest, at=WHEN)
