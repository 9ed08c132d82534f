"""Rows of the worker: when each periodic job is next due and who holds it, and visible progress."""

from django.db import models


class Schedule(models.Model):
    """One periodic job (定时任务). Claimed by a conditional update, held under a lease."""

    name = models.CharField("名称", max_length=80, primary_key=True)
    seconds = models.PositiveIntegerField("间隔秒数")
    next_at = models.DateTimeField("下次时间")
    lease_owner = models.CharField("租约持有者", max_length=80, blank=True)
    lease_until = models.DateTimeField("租约期限", null=True, blank=True)
    started_at = models.DateTimeField("最近开始", null=True, blank=True)
    finished_at = models.DateTimeField("最近完成", null=True, blank=True)
    run_count = models.PositiveIntegerField("完成次数", default=0)
    failure_count = models.PositiveIntegerField("连续失败次数", default=0)
    last_error = models.TextField("最近错误", blank=True)

    class Meta:
        verbose_name = "定时任务"
        verbose_name_plural = "定时任务"

    def __str__(self) -> str:
        return self.name


class Progress(models.Model):
    """How far a long job is (进度), for the person who waits; found by its key."""

    key = models.CharField("任务", max_length=120, primary_key=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    started_at = models.DateTimeField("开始时间")
    changed_at = models.DateTimeField("更新时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "进度"
        verbose_name_plural = "进度"

    def __str__(self) -> str:
        return f"{self.key} · {self.done}/{self.total or '?'}"
