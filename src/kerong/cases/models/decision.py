"""选定与授信: the firm's acceptance of a quote and the institution's credit decision."""

from django.db import models
from django.db.models import F, Q

from kerong.cases.models.case import Case
from kerong.cases.models.quote import Quote
from kerong.cases.models.take_up import TakeUp
from kerong.parties.doers import done_by, later_done_by


class Acceptance(models.Model):
    """The firm chose this quote; ended when a revised quote replaces it or the bank backs out."""

    class End(models.TextChoices):
        REVISED = "revised", "改选修订报价"
        REFUSED = "refused", "机构未能授信"

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="acceptances", verbose_name="办件"
    )
    quote = models.ForeignKey(
        Quote, on_delete=models.PROTECT, related_name="acceptances", verbose_name="报价"
    )
    accepted_by = done_by("选定人")
    accepted_at = models.DateTimeField("选定时间")
    ended_at = models.DateTimeField("失效时间", null=True, blank=True)
    end_kind = models.CharField("失效原因", max_length=10, choices=End, blank=True)

    class Meta:
        verbose_name = "选定"
        verbose_name_plural = "选定"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="acceptance_one_standing_per_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.quote_id}"


class CreditDecision(models.Model):
    """A proposal by one person, approved or returned by another; one standing per take-up.

    `used_days` are the working days from submission to approval without the days the firm's
    papers were awaited: the figure behind "decided within seven working days".
    """

    take_up = models.ForeignKey(
        TakeUp, on_delete=models.PROTECT, related_name="credit_decisions", verbose_name="抢单"
    )
    quote = models.ForeignKey(
        Quote, on_delete=models.PROTECT, related_name="credit_decisions", verbose_name="报价"
    )
    amount_fen = models.BigIntegerField("授信金额（分）")
    rate_ppm = models.PositiveIntegerField("年化利率（百万分之）")
    words = models.CharField("审查意见", max_length=1000)
    proposed_by = done_by("提出人")
    proposed_at = models.DateTimeField("提出时间")
    approved_by = later_done_by("审批人")
    approved_at = models.DateTimeField("审批时间", null=True, blank=True)
    used_days = models.PositiveIntegerField("办理工作日", null=True, blank=True)
    returned_by = later_done_by("退回人")
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    return_words = models.CharField("退回意见", max_length=500, blank=True)

    class Meta:
        verbose_name = "授信决定"
        verbose_name_plural = "授信决定"
        constraints = [
            models.UniqueConstraint(
                fields=["take_up"],
                condition=Q(returned_at=None),
                name="credit_decision_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="credit_decision_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(returned_at=None),
                name="credit_decision_approved_or_returned",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="credit_decision_approved_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["approved_at", "amount_fen", "used_days"], name="credit_decision_approved"
            )
        ]

    def __str__(self) -> str:
        return f"{self.take_up_id}/{self.amount_fen}"
