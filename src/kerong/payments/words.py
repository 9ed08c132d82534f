"""Checks of words people write about payments, batches and accounts."""

from kerong.payments.errors import WordsWanted


def checked_words(text: str, *, least: int = 4, most: int = 300) -> str:
    """The text without blanks around it; raises WordsWanted when too short or too long."""
    found = text.strip()
    if not least <= len(found) <= most:
        raise WordsWanted(least=least, most=most)
    return found


def checked_line(text: str) -> str:
    """The same of a reason that stands in one line: runs of blanks count as one."""
    return checked_words(" ".join(text.split()), least=2, most=200)
