"""尽职与免责: how carefully a loan was made, and whether its people answer for the loss."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.compensation.models.claim import Claim
from kerong.parties.doers import done_by, later_done_by


class DiligenceAnswer(models.Model):
    """尽职调查答复: one question of the checklist, answered by the institution it is asked of."""

    class Answer(models.TextChoices):
        YES = "yes", "是"
        NO = "no", "否"
        NOT_ASKED = "not_asked", "不适用"

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="diligence", verbose_name="代偿申请"
    )
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="机构"
    )
    question = models.CharField("事项", max_length=24)
    answer = models.CharField("答复", max_length=10, choices=Answer)
    words = models.CharField("说明", max_length=500, blank=True)
    answered_by = done_by("答复人")
    answered_at = models.DateTimeField("答复时间")

    class Meta:
        verbose_name = "尽职调查答复"
        verbose_name_plural = "尽职调查答复"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "institution", "question"], name="diligence_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.question}"


class Exemption(models.Model):
    """尽职免责决定: whether the staff of one institution answer for the loss; two people decide.

    `staff` names the people it is about, as the institution writes them.
    """

    class Outcome(models.TextChoices):
        EXEMPT = "exempt", "予以免责"
        LIABLE = "liable", "不予免责"

    class State(models.TextChoices):
        PROPOSED = "proposed", "待复核"
        DECIDED = "decided", "已决定"
        RETURNED = "returned", "已退回"

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="exemptions", verbose_name="代偿申请"
    )
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="机构"
    )
    staff = models.CharField("经办人员", max_length=200)
    outcome = models.CharField("结论", max_length=8, choices=Outcome)
    grounds = models.CharField("理由", max_length=1000)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = done_by("拟定人")
    proposed_at = models.DateTimeField("拟定时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=500, blank=True)
    document_no = models.CharField("决定书编号", max_length=32, blank=True)

    class Meta:
        verbose_name = "尽职免责决定"
        verbose_name_plural = "尽职免责决定"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "institution"],
                condition=Q(state__in=("proposed", "decided")),
                name="exemption_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | ~Q(decided_by=F("proposed_by")),
                name="exemption_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.institution_id}"
