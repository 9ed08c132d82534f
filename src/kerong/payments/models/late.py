"""退汇登记 LateReturnReport: one officer says that paid money came back, another confirms it."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by
from kerong.payments.models.payment import Payment


class LateReturnReport(models.Model):
    """Nothing moves while it waits; what a bank's own file says meanwhile takes its place."""

    class State(models.TextChoices):
        WAITING = "waiting", "待复核"
        CONFIRMED = "confirmed", "已确认"
        DROPPED = "dropped", "已撤下"

    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="late_reports", verbose_name="付款"
    )
    late_on = models.DateField("退汇日")
    reason = models.CharField("退汇原因", max_length=300)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    reported_by = done_by("登记人")
    reported_at = models.DateTimeField("登记时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    words = models.CharField("撤下说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "退汇登记"
        verbose_name_plural = "退汇登记"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=Q(state="waiting"), name="late_report_one_waits"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("reported_by"))),
                name="late_report_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.late_on}"
