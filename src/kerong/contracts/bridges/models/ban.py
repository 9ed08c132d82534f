"""转贷限制名单 BridgeBan: a firm that did not give back in time waits until it is let off."""

from django.db import models
from django.db.models import Q

from kerong.contracts.bridges.models.bridge import Bridge
from kerong.parties.doers import later_done_by


class BridgeBan(models.Model):
    """Begins by itself on the day after the last; ends when an officer lifts it with words."""

    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="bridge_bans",
        verbose_name="企业",
    )
    bridge = models.OneToOneField(
        Bridge, on_delete=models.PROTECT, related_name="ban", verbose_name="转贷"
    )
    since_on = models.DateField("起始日期")
    lifted_by = later_done_by("解除人")
    lifted_at = models.DateTimeField("解除时间", null=True, blank=True)
    lift_words = models.CharField("解除理由", max_length=1000, blank=True, default="")

    class Meta:
        verbose_name = "转贷限制名单"
        verbose_name_plural = "转贷限制名单"
        ordering = ("-pk",)
        indexes = [
            models.Index(
                fields=["enterprise"], condition=Q(lifted_at=None), name="bridge_ban_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.since_on}"
