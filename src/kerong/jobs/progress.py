"""Progress of long jobs, for the person who waits."""

from datetime import datetime

from django.db.models import F

from kerong.jobs.models import Progress


def begin_progress(key: str, *, total: int | None, at: datetime, note: str = "") -> None:
    """Start (again) at zero."""
    columns = {
        "done": 0, "total": total, "note": note, "started_at": at, "changed_at": at,
        "finished_at": None,
    }  # fmt: skip
    Progress.objects.update_or_create(key=key, defaults=columns)


def report_progress(key: str, *, more: int, at: datetime) -> None:
    """Add `more` to what is done; silently nothing when the key was never begun."""
    Progress.objects.filter(key=key).update(done=F("done") + more, changed_at=at)


def end_progress(key: str, *, at: datetime, note: str = "") -> None:
    Progress.objects.filter(key=key).update(finished_at=at, changed_at=at, note=note)


def progress_of(key: str) -> Progress | None:
    return Progress.objects.filter(key=key).first()
