"""Names made findable: pinyin initials, one search text, a login in one spelling."""

import unicodedata

_KEPT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def initials_of(name: str) -> str:
    """「重庆示例科技」→ "cqslkj": first letters, Latin and digits kept, all else dropped."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes a quarter of a second to load

    plain = unicodedata.normalize("NFKC", name)
    letters = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter in _KEPT)


def find_text_of(*parts: str | None) -> str:
    """What a search looks through: the parts in lower case, half width, one space between."""
    return " ".join(search_form(part) for part in parts if part)


def search_form(text: str) -> str:
    """The spelling searched for and searched in: NFKC, lower case, blanks squeezed."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def login_form(text: str) -> str:
    """The one spelling of a login name: NFKC, lower case, no blanks around."""
    return unicodedata.normalize("NFKC", text).strip().lower()
