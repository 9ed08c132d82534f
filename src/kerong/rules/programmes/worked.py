"""Examples computed by hand for the tables and plans: what is given, how, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from kerong.rules.document import Place, Raw, read_into
from kerong.rules.offering import Words
from kerong.rules.programmes.held import day_of, words_of
from kerong.rules.programmes.shipped import ProgrammeUnknown
from kerong.rules.words_text import WordsText
from kerong.rules.yaml_text import read_yaml

EXAMPLES = Path(__file__).parent / "examples"
SCHEDULES = "schedules"


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """One example of `name` under the rule of `day`; `working` is the sum as done by hand."""

    name: str
    day: date
    working: Words
    given: Mapping[str, Any]
    expect: Mapping[str, Any]

    def said(self, language: str) -> str:
        return self.working.en if language.lower().startswith("en") else self.working.zh


@dataclass(frozen=True, kw_only=True)
class _ExampleText:
    place: Place
    name: str
    day: str
    working: WordsText
    given: Raw
    expect: Raw


@dataclass(frozen=True, kw_only=True)
class _ExamplesText:
    place: Place
    examples: list[_ExampleText]


@cache
def worked_examples(kind: str) -> tuple[WorkedExample, ...]:
    """Every example of a kind of table, or of SCHEDULES; raises RuleTextFault."""
    file = f"examples/{kind}.yaml"
    document = read_yaml((EXAMPLES / f"{kind}.yaml").read_bytes(), file=file)
    text = read_into(_ExamplesText, document, Place.of(document, file))
    return tuple(
        WorkedExample(
            name=each.name,
            day=day_of(each.day, each.place),
            working=words_of(each.working),
            given=each.given.value,
            expect=each.expect.value,
        )
        for each in text.examples
    )


def examples_of(kind: str, name: str | None) -> tuple[WorkedExample, ...]:
    """The examples of one table or plan, or all; raises ProgrammeUnknown with the nearest name."""
    if name is None:
        return worked_examples(kind)
    found = tuple(each for each in worked_examples(kind) if each.name == name)
    if not found:
        names = list(dict.fromkeys(each.name for each in worked_examples(kind)))
        nearest = get_close_matches(name, names, n=1, cutoff=0.3)
        raise ProgrammeUnknown(
            name=name, nearest=nearest[0] if nearest else "-", names=", ".join(names)
        )
    return found
