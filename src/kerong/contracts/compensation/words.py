"""Checks of what people write."""

from kerong.contracts.compensation.errors import WordsTooShort


def checked_words(words: str, *, least: int = 4, most: int = 1000) -> str:
    """The words without blanks around them; raises WordsTooShort."""
    found = words.strip()
    if not least <= len(found) <= most:
        raise WordsTooShort(least=least, most=most)
    return found
