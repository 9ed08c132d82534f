"""Content whose act failed has no row; after a day it is removed."""

from datetime import datetime, timedelta

from kerong.documents.models import Document
from kerong.documents.store import folder

GRACE = timedelta(days=1)


def sweep(at: datetime) -> int:
    """Remove files without a row that are older than a day; returns how many."""
    removed = 0
    for path in sorted(folder().glob("*/*")):
        if path.stat().st_mtime > (at - GRACE).timestamp():
            continue
        place = f"{path.parent.name}/{path.name}"
        if not Document.objects.filter(place=place).exists():
            path.unlink()
            removed += 1
    return removed
