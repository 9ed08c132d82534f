"""Reference tables put aside for replays: written as JSON, read back as the rules see them."""

import json
from datetime import datetime
from hashlib import sha256

from kerong.catalogue.models import ReferenceSheet
from kerong.kernel.canonical import canonical_json
from kerong.rules.reference import ReferenceTables
from kerong.rules.reference_text import read, written


def hold_reference(tables: ReferenceTables, at: datetime) -> str:
    """The digest under which the tables lie; the same tables are the same row."""
    body = canonical_json(written(tables))
    name = sha256(body).hexdigest()
    sheet = ReferenceSheet(digest=name, body=body.decode(), held_at=at)
    ReferenceSheet.objects.bulk_create([sheet], ignore_conflicts=True)
    return name


def tables_in(sheet: ReferenceSheet) -> ReferenceTables:
    """What `hold_reference` wrote."""
    return read(json.loads(sheet.body))
