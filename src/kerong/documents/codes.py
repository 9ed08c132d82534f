"""Numbers and check codes of issued documents: what a reader types to see that a paper is ours."""

import hmac
import re
import unicodedata
from datetime import UTC, datetime
from hashlib import sha256

from django.utils.timezone import localtime

from kerong.documents.keys import check_key, key_id
from kerong.kernel.canonical import canonical_json

ALPHABET = (
    "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I: read out on the telephone, typed off paper
)
_SIGNS = 16  # of 32 possible each: 80 bits
_GROUP = 4
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—－]+")
PREFIXES = {
    "letter": "LT",
    "decision": "DC",
    "notice": "NT",
    "payment_list": "PL",
    "extract": "EX",
}


def document_no(kind: str, pk: int, at: datetime) -> str:
    """As LT2026-000123: kind, year, and the row's key, which no transaction has to wait for."""
    return f"{PREFIXES[kind]}{localtime(at).year}-{pk:06d}"


def check_code(no: str, digest: str, issued_at: datetime) -> str:
    """Sixteen signs in groups of four, drawn from the key and what the document says.

    Nothing of it is stored: who reads the database cannot print a paper that verifies, and a row
    changed behind our back no longer fits the papers given out. Raises CheckKeyMissing.
    """
    said = canonical_json([no, digest, issued_at.astimezone(UTC).isoformat()])
    drawn = int.from_bytes(hmac.digest(check_key(), said, sha256)[: _SIGNS * 5 // 8])
    signs = [ALPHABET[drawn >> 5 * place & 31] for place in range(_SIGNS)]
    return "-".join("".join(signs[at : at + _GROUP]) for at in range(0, _SIGNS, _GROUP))


def present_key_id() -> str:
    return key_id(check_key())


def typed(text: str) -> str:
    """What a person typed or scanned, in the one spelling: wide signs, case, hyphens forgiven."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def same_code(given: str, code: str) -> bool:
    """Compared in the same time wherever they differ."""
    return hmac.compare_digest(typed(given).encode(), typed(code).encode())
