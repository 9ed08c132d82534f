"""归还提醒 BridgeReminder: which reminder of a bridge was sent, so that each is sent once."""

from django.db import models

from kerong.contracts.bridges.models.bridge import Bridge


class BridgeReminder(models.Model):
    bridge = models.ForeignKey(
        Bridge, on_delete=models.PROTECT, related_name="reminders", verbose_name="转贷"
    )
    days = models.PositiveSmallIntegerField("剩余天数")
    told_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "归还提醒"
        verbose_name_plural = "归还提醒"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["bridge", "days"], name="bridge_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.bridge_id} · {self.days}"
