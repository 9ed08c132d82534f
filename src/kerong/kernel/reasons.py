"""Reasons with a code and words: every "no" carries one, with as many words as it asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """`least_words` is how many characters the explanation needs at least."""

    code: str
    zh: str
    en: str
    least_words: int = 10

    def say(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


def by_code(*reasons: Reason) -> dict[str, Reason]:
    """The reasons by their codes, in the order given."""
    return {reason.code: reason for reason in reasons}
