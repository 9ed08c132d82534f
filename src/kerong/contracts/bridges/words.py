"""Checks of words people write about bridges."""

from kerong.contracts.bridges.errors import WordsWanted


def checked_words(text: str, *, least: int, most: int) -> str:
    """The text without blanks around it; raises WordsWanted when too short or too long."""
    found = text.strip()
    if not least <= len("".join(found.split())) or len(found) > most:
        raise WordsWanted(least=least, most=most)
    return found
