"""贷款报告: rows of what a bank said about a loan; added, never edited."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from kerong.contracts.loans.models.loan import Category, Loan
from kerong.parties.doers import done_by, later_done_by


class ReportKind(models.TextChoices):
    DRAWDOWN = "drawdown", "提款"
    REPAYMENT = "repayment", "还款"
    EARLY_REPAYMENT = "early_repayment", "提前还款"
    ARREARS = "arrears", "欠款"
    PENALTY_INTEREST = "penalty_interest", "罚息"
    RATE_CHANGE = "rate_change", "利率调整"
    CLASSIFICATION = "classification", "五级分类"
    EXTENSION = "extension", "展期"
    RENEWAL = "renewal", "续贷结清"
    SETTLEMENT = "settlement", "结清"
    WRITE_OFF = "write_off", "核销"
    VOID = "void", "撤销"


class NeverEdited(Exception):
    """A row of the past was about to be changed: our mistake, never the user's."""


class _AddedOnly(models.QuerySet[Any]):
    def update(self, **fields: Any) -> int:
        raise NeverEdited("reports are corrected by another report")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverEdited("reports are corrected by another report")


class ReportedFigures(models.Model):
    """What one report says; which columns a kind fills is said in `figures.py`.

    `effective_on` is the bank's own day. `due_on`: of arrears the oldest unpaid due day, of an
    extension the new maturity. `reference` is the bank's own, unique within the institution.
    """

    class Source(models.TextChoices):
        FORM = "form", "页面"
        FILE = "file", "文件"
        API = "api", "接口"
        PLATFORM = "platform", "平台办理"

    kind = models.CharField("事项", max_length=20, choices=ReportKind)
    effective_on = models.DateField("发生日")
    principal_fen = models.BigIntegerField("本金（分）", default=0)
    interest_fen = models.BigIntegerField("利息（分）", default=0)
    penalty_fen = models.BigIntegerField("罚息（分）", default=0)
    rate_ppm = models.PositiveIntegerField("年化利率（百万分之）", null=True, blank=True)
    due_on = models.DateField("到期日", null=True, blank=True)
    category = models.CharField("五级分类", max_length=12, choices=Category, blank=True)
    effect = models.CharField("提前还款方式", max_length=24, blank=True)
    words = models.CharField("说明", max_length=500, blank=True)
    source = models.CharField("来源", max_length=8, choices=Source)
    reference = models.CharField("机构引用", max_length=120)

    class Meta:
        abstract = True


class LoanReport(ReportedFigures):
    """One statement of the bank about a loan. A mistake is put right by a later row that
    `corrects` it; both stay. `approved_by` where the kind asks for a second person.
    """

    loan = models.ForeignKey(
        Loan, on_delete=models.PROTECT, related_name="reports", verbose_name="贷款"
    )
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="loan_reports",
        verbose_name="机构",
    )
    no = models.PositiveIntegerField("序号")
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name="更正",
    )
    reported_by = done_by("报送人")
    reported_at = models.DateTimeField("报送时间")
    approved_by = later_done_by("复核人")

    objects = _AddedOnly.as_manager()

    class Meta:
        verbose_name = "贷款报告"
        verbose_name_plural = "贷款报告"
        ordering = ["loan", "no"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "no"], name="loan_report_numbered"),
            models.UniqueConstraint(fields=["institution", "reference"], name="loan_report_once"),
            models.CheckConstraint(
                condition=Q(principal_fen__gte=0, interest_fen__gte=0, penalty_fen__gte=0),
                name="loan_report_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("reported_by")),
                name="loan_report_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}/{self.no} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverEdited("reports are corrected by another report")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise NeverEdited("reports are corrected by another report")


class ProposedReport(ReportedFigures):
    """A report that waits for a second person of the bank; approved, it becomes a LoanReport."""

    class State(models.TextChoices):
        WAITING = "waiting", "待复核"
        APPROVED = "approved", "已复核"
        RETURNED = "returned", "已退回"

    loan = models.ForeignKey(
        Loan, on_delete=models.PROTECT, related_name="proposed_reports", verbose_name="贷款"
    )
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="机构"
    )
    corrects = models.ForeignKey(
        LoanReport,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="更正",
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    proposed_by = done_by("提出人")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "待复核报告"
        verbose_name_plural = "待复核报告"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "reference"],
                condition=Q(state="waiting"),
                name="proposed_report_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("proposed_by"))
                | Q(state="returned"),
                name="proposed_report_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.kind} {self.reference}"
