"""Questions about background work: for health checks and the operator's screen."""

from datetime import datetime, timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kerong.jobs.models import Schedule

PATIENCE = timedelta(minutes=5)


def schedules() -> list[Schedule]:
    return list(Schedule.objects.order_by("name"))


def late_schedules(at: datetime) -> list[Schedule]:
    """Jobs that should have run three intervals (at least five minutes) ago: is a worker up?"""
    rows = Schedule.objects.filter(next_at__lt=at - PATIENCE)
    return [row for row in rows if row.next_at < at - 3 * timedelta(seconds=row.seconds)]


def waiting_count() -> int:
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()


def failed_tasks(count: int = 50) -> list[DBTaskResult]:
    """Tasks that used up their attempts, newest first; parked visibly, never dropped."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    return list(failed.order_by("-finished_at")[:count])
