"""Refusals of the job queue."""

from kerong.kernel.errors import Conflict, NotFound


class UnknownTask(NotFound):
    code = "jobs.unknown_task"
    zh = "没有名为「{name}」的后台任务。"
    en = "There is no background task called “{name}”."


class LeaseLost(Conflict):
    code = "jobs.lease_lost"
    zh = "后台任务 {task} 已由另一进程接手。"
    en = "Another worker took the background task {task} over."
