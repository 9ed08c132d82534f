"""Checks of words people write about loans."""

from kerong.contracts.loans.errors import WordsWanted
from kerong.kernel.references import one_spelling


def bank_number(text: str) -> str:
    """借据号 as it is kept: typed otherwise it is no second loan. Raises WordsWanted."""
    return checked_words(one_spelling(text), least=1, most=64)


def checked_words(text: str, *, least: int, most: int) -> str:
    """The text without blanks around it; raises WordsWanted when too short or too long."""
    found = text.strip()
    if not least <= len("".join(found.split())) or len(found) > most:
        raise WordsWanted(least=least, most=most)
    return found
