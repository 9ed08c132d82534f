"""The queue keeps finished tasks for a month, then forgets them."""

from datetime import datetime, timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kerong.jobs import access
from kerong.jobs.schedule import every

KEEP = timedelta(days=30)
A_DAY = 24 * 3600


@every(A_DAY, "jobs.prune", access.PRUNE)
def forget_finished_tasks(at: datetime) -> None:
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL)
    done.filter(finished_at__lt=at - KEEP).delete()
