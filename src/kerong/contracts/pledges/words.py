"""Checks of words people write about pledges, and the one spelling of a registry number."""

import unicodedata

from kerong.contracts.pledges.errors import WordsWanted
from kerong.contracts.pledges.models import IpAsset

_PREFIXES = ("ZL", "CN")


def checked_words(text: str, *, least: int = 2, most: int = 1000) -> str:
    """The text without blanks around it; raises WordsWanted when too short or too long."""
    found = text.strip()
    if not least <= len("".join(found.split())) or len(found) > most:
        raise WordsWanted(least=least, most=most)
    return found


def one_number(kind: str, text: str) -> str:
    """One right, one spelling: "zl 2020 1012 3456.7" and "ZL202010123456.7" are the same.

    Raises WordsWanted when nothing is left, or too much.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    plain = plain.replace("号", "").replace("第", "")
    if kind in IpAsset.PATENTS:
        for prefix in _PREFIXES:
            plain = plain.removeprefix(prefix)
    return checked_words(plain, least=2, most=80)
