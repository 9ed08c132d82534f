"""What waits to be told, and what people were told."""

from typing import Any

from django.db import models
from django.db.models import Q


class Outbox(models.Model):
    """One message on its way; written in the act's own transaction, delivered at least once.

    `to` is a text reference: an organisation on the inbox channel, a person on the others.
    """

    class Channel(models.TextChoices):
        INBOX = "inbox", "站内"
        EMAIL = "email", "邮件"

    channel = models.CharField("渠道", max_length=8, choices=Channel, default=Channel.INBOX)
    to = models.CharField("收件方", max_length=80)
    kind = models.CharField("类型", max_length=60)
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("内容")
    subject = models.CharField("事项", max_length=120)
    link = models.CharField("链接", max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name="源消息"
    )
    created_at = models.DateTimeField("写入时间")
    due_at = models.DateTimeField("发送时间")
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    lease_until = models.DateTimeField("租约期限", null=True, blank=True)
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    parked_at = models.DateTimeField("搁置时间", null=True, blank=True)
    last_error = models.CharField("最近错误", max_length=300, blank=True)

    class Meta:
        verbose_name = "待发消息"
        verbose_name_plural = "待发消息"
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "channel", "to"],
                condition=Q(parent__isnull=False),
                name="outbox_one_copy_per_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(delivered_at=None, parked_at=None),
                name="outbox_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"


class Notice(models.Model):
    """One person was told one thing; the sentence is made when it is read, in their language."""

    outbox = models.ForeignKey(
        Outbox, on_delete=models.PROTECT, related_name="notices", verbose_name="消息"
    )
    reader = models.CharField("收件人", max_length=40)
    kind = models.CharField("类型", max_length=60)
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("内容")
    subject = models.CharField("事项", max_length=120)
    link = models.CharField("链接", max_length=200, blank=True)
    told_at = models.DateTimeField("通知时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        constraints = [
            models.UniqueConstraint(fields=["outbox", "reader"], name="notice_once_per_reader"),
        ]
        indexes = [
            models.Index(fields=["reader", "-id"], name="notice_inbox"),
            models.Index(fields=["reader"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.reader}"
