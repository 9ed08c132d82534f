"""协调决定 Coordination: who met over one bridge and what stands in its way no longer."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.bridges.models.bridge import Bridge
from kerong.parties.doers import done_by, later_done_by


class Coordination(models.Model):
    """`lifted` are codes of hindrances; it counts once a second person confirmed it.

    `participants` one a line, as the minutes name them.
    """

    bridge = models.ForeignKey(
        Bridge, on_delete=models.PROTECT, related_name="coordinations", verbose_name="转贷"
    )
    held_on = models.DateField("会议日期")
    participants = models.CharField("参加方", max_length=1000)
    lifted = models.CharField("解除的情形", max_length=200)
    words = models.CharField("决定内容", max_length=2000)
    recorded_by = done_by("记录人")
    recorded_at = models.DateTimeField("记录时间")
    confirmed_by = later_done_by("确认人")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = "协调决定"
        verbose_name_plural = "协调决定"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["bridge"],
                condition=Q(confirmed_at=None),
                name="coordination_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("recorded_by")),
                name="coordination_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bridge_id} · {self.held_on}"

    @property
    def lifts(self) -> tuple[str, ...]:
        return tuple(self.lifted.split())

    @property
    def parties(self) -> list[str]:
        return [line for line in self.participants.splitlines() if line]
