"""Refusals of the job queue."""

from kerong.kernel.errors import Busy, Conflict, NotFound


class UnknownTask(NotFound):
    code = "jobs.unknown_task"
    zh = "没有名为「{name}」的后台任务。"
    en = "There is no background task called “{name}”."


class LeaseLost(Conflict):
    code = "jobs.lease_lost"
    zh = "后台任务 {task} 已由另一进程接手。"
    en = "Another worker took the background task {task} over."


class TooMuchTraffic(Busy):
    """Facts: `act`. The database lost the race for a lock again and again."""

    code = "jobs.busy"
    zh = "此刻办理的人较多，请稍等几秒再试。"
    en = "Many people are acting at this moment; please try again in a few seconds."
