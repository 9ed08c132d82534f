"""A text for people in both languages, as it is written in a pack."""

from dataclasses import dataclass

from kerong.rules.document import Place


@dataclass(frozen=True, kw_only=True)
class WordsText:
    place: Place
    zh: str
    en: str
