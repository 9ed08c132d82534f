"""审核 Review: opinions of offices, the one call for papers, the decision, objections."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from kerong.cases.models.application import Application
from kerong.parties.doers import done_by, later_done_by


class Correction(models.Model):
    """补正: the one call for what is missing; the clock rests until the answer or `due_on`."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="correction", verbose_name="申请"
    )
    items: models.JSONField[list[Any], list[Any]] = models.JSONField("补正事项", default=list)
    words = models.CharField("说明", max_length=500, blank=True)
    asked_by = done_by("提出人")
    asked_at = models.DateTimeField("提出时间")
    due_on = models.DateField("补正期限")
    answered_by = later_done_by("答复人")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answer_words = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "申请补正"
        verbose_name_plural = "申请补正"

    def __str__(self) -> str:
        return f"{self.application_id}: {len(self.items)}"


class ApplicationPaper(models.Model):
    """A document the firm put to its application."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="papers", verbose_name="申请"
    )
    title = models.CharField("名称", max_length=120)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="+", verbose_name="文件"
    )
    attached_by = done_by("上传人")
    attached_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "申请材料"
        verbose_name_plural = "申请材料"
        ordering = ["attached_at", "id"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.title}"


class Review(models.Model):
    """One office's opinion in one round; all offices look at the same time, each by its own day."""

    class Opinion(models.TextChoices):
        AGREE = "agree", "同意"
        DISAGREE = "disagree", "不同意"

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reviews", verbose_name="申请"
    )
    round = models.PositiveSmallIntegerField("轮次")
    department = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, related_name="+", verbose_name="部门"
    )
    due_on = models.DateField("审核期限")
    due_provisional = models.BooleanField("期限待节假日公布", default=False)
    opinion = models.CharField("意见", max_length=10, choices=Opinion, blank=True)
    amount_fen = models.BigIntegerField("核定金额（分）", null=True, blank=True)
    words = models.CharField("说明", max_length=1000, blank=True)
    given_by = later_done_by("审核人")
    given_at = models.DateTimeField("审核时间", null=True, blank=True)

    class Meta:
        verbose_name = "部门审核"
        verbose_name_plural = "部门审核"
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "round", "department"], name="review_one_a_department"
            ),
            models.CheckConstraint(
                condition=Q(opinion="", given_at=None)
                | ~Q(opinion="") & Q(given_at__isnull=False, given_by__isnull=False),
                name="review_given_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["department", "opinion", "due_on"], name="review_queue")]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.round}/{self.department_id}"


class ApplicationDecision(models.Model):
    """Proposed by one person and approved by another, or made by the rules; one standing.

    `fault_*`: why the effect refused last time; the decision then still waits.
    """

    class Outcome(models.TextChoices):
        GRANT = "grant", "同意"
        REJECT = "reject", "不予"

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="decisions", verbose_name="申请"
    )
    outcome = models.CharField("结论", max_length=8, choices=Outcome)
    amount_fen = models.BigIntegerField("金额（分）", null=True, blank=True)
    reason_code = models.CharField("理由代码", max_length=24, blank=True)
    words = models.CharField("理由", max_length=1000, blank=True)
    by_rules = models.BooleanField("由规则作出", default=False)
    proposed_by = later_done_by("拟定人")
    proposed_at = models.DateTimeField("拟定时间")
    approved_by = later_done_by("审定人")
    approved_at = models.DateTimeField("审定时间", null=True, blank=True)
    returned_by = later_done_by("退回人")
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    return_words = models.CharField("退回意见", max_length=500, blank=True)
    fault_zh = models.CharField("未能兑付的原因", max_length=500, blank=True)
    fault_en = models.CharField("未能兑付的原因（英文）", max_length=500, blank=True)
    faulted_at = models.DateTimeField("未能兑付的时间", null=True, blank=True)

    class Meta:
        verbose_name = "申请决定"
        verbose_name_plural = "申请决定"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(returned_at=None),
                name="application_decision_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="application_decision_two_people",
            ),
            models.CheckConstraint(
                condition=Q(by_rules=True, proposed_by=None, approved_by=None)
                | Q(by_rules=False, proposed_by__isnull=False),
                name="application_decision_by_people_or_rules",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(returned_at=None),
                name="application_decision_approved_or_returned",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="reject") | ~Q(reason_code=""),
                name="application_decision_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.outcome}"


class Objection(models.Model):
    """异议: what somebody said against a published grant; who said it is the office's alone."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", "成立"
        DISMISSED = "dismissed", "不成立"

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="objections", verbose_name="申请"
    )
    name = models.CharField("提出人", max_length=60)
    contact = models.CharField("联系方式", max_length=80)
    words = models.CharField("异议内容", max_length=1000)
    raised_at = models.DateTimeField("提出时间")
    outcome = models.CharField("复核结论", max_length=10, choices=Outcome, blank=True)
    answer = models.CharField("复核说明", max_length=1000, blank=True)
    resolved_by = later_done_by("复核人")
    resolved_at = models.DateTimeField("复核时间", null=True, blank=True)

    class Meta:
        verbose_name = "公示异议"
        verbose_name_plural = "公示异议"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", resolved_at=None)
                | ~Q(outcome="") & Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="objection_resolved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.words[:20]}"
