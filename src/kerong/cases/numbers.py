"""Numbers of needs, applications, lists and take-ups; a take-up's is drawn, telling nobody."""

import secrets
from datetime import datetime

from django.utils.timezone import localdate

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 8


def need_no(pk: int, at: datetime) -> str:
    return f"N{localdate(at).year}-{pk:06d}"


def application_no(pk: int, at: datetime) -> str:
    return f"A{localdate(at).year}-{pk:06d}"


def eligible_list_no(pk: int, at: datetime) -> str:
    return f"M{localdate(at).year}-{pk:06d}"


def take_up_no(at: datetime) -> str:
    """T2026- and eight characters out of 2^39 possible; a collision fails the unique constraint."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"T{localdate(at).year}-{drawn}"
