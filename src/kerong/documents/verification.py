"""核验: what the public page says about a paper, to one who has its number and its check code."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.documents.codes import check_code, present_key_id, same_code, typed
from kerong.documents.errors import CheckKeyMissing
from kerong.documents.matters import matter_of
from kerong.documents.models import IssuedDocument
from kerong.documents.unchanged import require_unchanged
from kerong.kernel.references import split_reference

_NEVER = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
LAPSED = "lapsed"
_STARS = "＊＊＊"


@dataclass(frozen=True, slots=True)
class Verified:
    """As little as tells a true paper from a forged one; `state` is that of the document, or
    "lapsed" when what it confirms no longer holds."""

    no: str
    kind: str
    title_zh: str
    title_en: str
    issuer: str
    addressee: str
    issued_on: date
    digest: str
    state: str
    ended_on: date | None
    replaced_by: str


def verify(*, no: str, code: str) -> Verified | None:
    """None for a wrong number and for a wrong code alike, after the same work.

    While papers stand that were issued under another key, nothing is called unknown: whatever
    was typed that does not fit raises CheckKeyMissing, else the answer would tell which numbers
    exist. So does everything while the key is lost. A row that is not what was issued raises
    DocumentChanged: neither forged nor ours.
    """
    found = IssuedDocument.objects.filter(no=_typed_no(no)).select_related("replaced_by").first()
    seen = found or IssuedDocument(no=_typed_no(no)[:32], digest="0" * 64, issued_at=_NEVER)
    fits = same_code(code[:100], check_code(seen.no, seen.digest, seen.issued_at))
    if found is None or not fits:
        if IssuedDocument.objects.exclude(key_id=present_key_id()).exists():
            raise CheckKeyMissing(path="check-code.key")
        return None
    require_unchanged(found)
    return _said(found)


def masked(name: str) -> str:
    """As 重庆＊＊＊公司: enough to recognise the name one holds, too little to learn one.

    The number of stars tells nothing. Up to three signs keep the first alone.
    """
    if len(name) <= 3:
        return f"{name[:1]}{_STARS}" if name else ""
    return f"{name[:2]}{_STARS}{name[-2:]}" if len(name) > 5 else f"{name[:1]}{_STARS}"


def _said(document: IssuedDocument) -> Verified:
    facts = json.loads(document.facts)
    ended = localdate(document.ended_at) if document.ended_at else None
    return Verified(
        no=document.no,
        kind=document.kind,
        title_zh=facts["title"]["zh"],
        title_en=facts["title"]["en"],
        issuer=facts["issuer"],
        addressee=masked(facts["addressee"]["name"]),
        issued_on=localdate(document.issued_at),
        digest=document.digest,
        state=standing_of(document),
        ended_on=ended,
        replaced_by=document.replaced_by.no if document.replaced_by else "",
    )


def standing_of(document: IssuedDocument) -> str:
    """The state of the document, or "lapsed" when its matter ended."""
    if document.state != IssuedDocument.State.VALID:
        return document.state
    kind, no = split_reference(document.subject)
    matter = matter_of(kind)
    if matter is not None and not matter.holds(no, document.topic, json.loads(document.facts)):
        return LAPSED
    return document.state


def _typed_no(text: str) -> str:
    """The number in the one spelling, with the hyphen back where it belongs."""
    plain = typed(text[:60]).replace("\x00", "")
    return f"{plain[:6]}-{plain[6:]}" if len(plain) > 6 else plain
