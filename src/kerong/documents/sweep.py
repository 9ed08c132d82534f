"""Content whose act failed has no row; after a day it is removed."""

from datetime import datetime, timedelta
from pathlib import Path

from kerong.documents.models import Document
from kerong.documents.store import folder

GRACE = timedelta(days=1)


def sweep(at: datetime) -> int:
    """Remove files without a row that are older than a day; returns how many.

    One query a month's folder, however many files it holds.
    """
    return sum(_sweep_month(month, at) for month in sorted(folder().glob("*")) if month.is_dir())


def _sweep_month(month: Path, at: datetime) -> int:
    since = (at - GRACE).timestamp()
    old = {path.name: path for path in month.iterdir() if path.stat().st_mtime <= since}
    if not old:
        return 0
    rows = Document.objects.filter(place__startswith=f"{month.name}/")
    kept = {place.rsplit("/", 1)[1] for place in rows.values_list("place", flat=True)}
    for name in old.keys() - kept:
        old[name].unlink()
    return len(old.keys() - kept)
