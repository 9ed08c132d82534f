"""Password rules as two named profiles, because the two standards contradict each other.

`djbh3` follows GB/T 22239-2019 8.1.4.1 a (complexity, periodic change); `asvs5` follows ASVS 5.0
6.2 (length, no composition rules, no forced change). The lengths and the 90 days are our defaults.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerong.parties.errors import PasswordTooWeak
from kerong.parties.models import Person


@dataclass(frozen=True, slots=True)
class PasswordProfile:
    """`classes` of four: lower case, upper case, digit, other; `days` None: no forced change."""

    name: str
    least: int
    classes: int
    days: int | None
    most: int = 128


PROFILES = {
    "djbh3": PasswordProfile("djbh3", least=10, classes=3, days=90),
    "asvs5": PasswordProfile("asvs5", least=12, classes=1, days=None),
}


def password_profile() -> PasswordProfile:
    return PROFILES[settings.PASSWORD_PROFILE]


class ProfileValidator:
    """Length and composition of the profile in force; takes its place among Django's validators."""

    def validate(self, password: str, user: Person | None = None) -> None:
        profile = password_profile()
        if not profile.least <= len(password) <= profile.most:
            raise ValidationError(_length_rule(profile), code="password_length")
        if _classes_in(password) < profile.classes:
            raise ValidationError(_classes_rule(profile), code="password_classes")

    def get_help_text(self) -> str:
        profile = password_profile()
        if profile.classes < 2:
            return _length_rule(profile)
        return f"{_length_rule(profile)} {_classes_rule(profile)}"


def _classes_in(password: str) -> int:
    seen = {
        "lower" if c.islower() else "upper" if c.isupper() else "digit" if c.isdigit() else "other"
        for c in password
    }
    return len(seen)


def _length_rule(profile: PasswordProfile) -> str:
    return _("The password has %(least)d to %(most)d characters.") % {
        "least": profile.least,
        "most": profile.most,
    }


def _classes_rule(profile: PasswordProfile) -> str:
    return ngettext(
        "It uses at least %(count)d of: lower case, upper case, digits, other characters.",
        "It uses at least %(count)d of: lower case, upper case, digits, other characters.",
        profile.classes,
    ) % {"count": profile.classes}


def require_strong(password: str, person: Person) -> None:
    """Raises PasswordTooWeak with every reason."""
    try:
        validate_password(password, person)
    except ValidationError as fault:
        raise PasswordTooWeak(reasons=list(fault.messages)) from fault


def is_password_due(person: Person, at: datetime) -> bool:
    """True when the profile asks for a new password by now."""
    days = password_profile().days
    if days is None or person.password_set_at is None:
        return False
    return at - person.password_set_at > timedelta(days=days)
