"""What people type about themselves, brought into one spelling or refused with a reason."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kerong.parties.errors import (
    CodeUnreadable,
    EmailUnreadable,
    LanguageUnknown,
    LoginUnreadable,
    NameMissing,
    PhoneUnreadable,
    ReasonMissing,
)
from kerong.parties.models.person import LANGUAGES
from kerong.parties.names import login_form

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,63}", re.ASCII)
_PHONE = re.compile(r"\+?[0-9]{5,18}", re.ASCII)
_DIVISION = re.compile(r"[0-9]{6}(?:[0-9]{3}){0,2}", re.ASCII)
_INDUSTRY = re.compile(r"[A-T](?:[0-9]{2,4})?", re.ASCII)
_PERSON_NAME_MOST = 64
_ORGANISATION_NAME_MOST = 200
_REASON_MOST = 300


def readable_login(text: str) -> str:
    found = login_form(text)
    if not _LOGIN.fullmatch(found):
        raise LoginUnreadable()
    return found


def person_name(text: str) -> str:
    return _name(text, _PERSON_NAME_MOST)


def organisation_name(text: str) -> str:
    return _name(text, _ORGANISATION_NAME_MOST)


def _name(text: str, most: int) -> str:
    found = " ".join(_visible(text).split())
    if not found or len(found) > most:
        raise NameMissing(most=most)
    return found


def _visible(text: str) -> str:
    """Without control and formatting characters: nothing hides in a name or a log line."""
    return "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in text)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def phone_number(text: str) -> str:
    """Digits with an optional leading plus; empty stays empty."""
    found = re.sub(r"[\s()-]", "", unicodedata.normalize("NFKC", text))
    if found and not _PHONE.fullmatch(found):
        raise PhoneUnreadable(phone=text[:40])
    return found


def email_address(text: str) -> str:
    found = text.strip()
    if not found:
        return ""
    try:
        validate_email(found)
    except ValidationError as fault:
        raise EmailUnreadable(email=found[:80]) from fault
    return found.lower()


def language_code(text: str) -> str:
    if text not in dict(LANGUAGES):
        raise LanguageUnknown(language=text[:20])
    return text


def division_code(text: str) -> str:
    """The 6, 9 or 12 digits of GB/T 2260 and its extensions; empty stays empty."""
    return _code(text, _DIVISION)


def industry_code(text: str) -> str:
    """A section letter and up to four digits of GB/T 4754; empty stays empty."""
    return _code(text, _INDUSTRY)


def _code(text: str, shape: re.Pattern[str]) -> str:
    found = unicodedata.normalize("NFKC", text).strip().upper()
    if found and not shape.fullmatch(found):
        raise CodeUnreadable(text=text[:20])
    return found


def reason(text: str, most: int = _REASON_MOST) -> str:
    found = " ".join(_visible(text).split())
    if not found or len(found) > most:
        raise ReasonMissing(most=most)
    return found
