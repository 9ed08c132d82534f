"""Checks of what people write about insurance."""

from kerong.contracts.insurance.errors import WordsWanted


def checked_words(words: str, *, least: int = 4, most: int = 1000) -> str:
    """The words without blanks around them; raises WordsWanted."""
    found = words.strip()
    if not least <= len(found) <= most:
        raise WordsWanted(least=least, most=most)
    return found
