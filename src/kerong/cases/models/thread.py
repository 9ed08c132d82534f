"""往来: messages and papers between the firm and one institution, and its one call for papers."""

from typing import Any

from django.db import models

from kerong.cases.models.take_up import TakeUp
from kerong.parties.doers import done_by, later_done_by


class Side(models.TextChoices):
    FIRM = "firm", "企业"
    INSTITUTION = "institution", "机构"


class Message(models.Model):
    """A line in the thread of one take-up, seen by the firm and that institution only."""

    take_up = models.ForeignKey(
        TakeUp, on_delete=models.PROTECT, related_name="messages", verbose_name="抢单"
    )
    side = models.CharField("一方", max_length=12, choices=Side)
    author = done_by("作者")
    words = models.CharField("内容", max_length=2000)
    sent_at = models.DateTimeField("发送时间")

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return f"{self.take_up_id}: {self.words[:20]}"


class Paper(models.Model):
    """A document put into the thread of one take-up."""

    take_up = models.ForeignKey(
        TakeUp, on_delete=models.PROTECT, related_name="thread_papers", verbose_name="抢单"
    )
    side = models.CharField("一方", max_length=12, choices=Side)
    title = models.CharField("名称", max_length=120)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="+", verbose_name="文件"
    )
    attached_by = done_by("上传人")
    attached_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "材料"
        verbose_name_plural = "材料"
        ordering = ["attached_at", "id"]

    def __str__(self) -> str:
        return f"{self.take_up_id}: {self.title}"


class PaperRequest(models.Model):
    """补正: the institution's one call for papers; its clock rests until the answer or `due_on`."""

    take_up = models.OneToOneField(
        TakeUp, on_delete=models.PROTECT, related_name="paper_request", verbose_name="抢单"
    )
    papers: models.JSONField[list[Any], list[Any]] = models.JSONField("所缺材料", default=list)
    words = models.CharField("说明", max_length=500)
    asked_by = done_by("提出人")
    asked_at = models.DateTimeField("提出时间")
    due_on = models.DateField("补正期限")
    answered_by = later_done_by("答复人")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answer_words = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "补正"
        verbose_name_plural = "补正"

    def __str__(self) -> str:
        return f"{self.take_up_id}: {len(self.papers)}"
