"""贷款: what a decision opened, its computed schedule, and what the bank reported about it."""

from django.db import models
from django.db.models import Q

from kerong.parties.doers import done_by


class Loan(models.Model):
    """A loan as drawn. The bank keeps the account; we keep the plan and the bank's reports.

    `reference` is the idempotency key of opening; `origin` the text reference of the decision.
    """

    no = models.CharField("编号", max_length=32, unique=True)
    reference = models.CharField("开立引用", max_length=160, unique=True)
    origin = models.CharField("来源", max_length=80)
    bank_no = models.CharField("借据号", max_length=64)
    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, related_name="loans", verbose_name="企业"
    )
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="loans", verbose_name="机构"
    )
    listing = models.ForeignKey(
        "catalogue.Listing",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="loans",
        verbose_name="产品",
    )
    principal_fen = models.BigIntegerField("本金（分）")
    rate_ppm = models.PositiveIntegerField("年化利率（百万分之）")
    term_months = models.PositiveIntegerField("期限（月）")
    method = models.CharField("还款方式", max_length=20)
    day_count = models.CharField("计息基准", max_length=10)
    security = models.CharField("担保方式", max_length=10)
    disbursed_on = models.DateField("放款日")
    matures_on = models.DateField("到期日")
    apr_ppm = models.PositiveIntegerField("年化利率（单利，百万分之）")
    total_interest_fen = models.BigIntegerField("利息合计（分）")
    opened_by = done_by("登记人")
    opened_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "贷款"
        verbose_name_plural = "贷款"
        constraints = [
            models.CheckConstraint(
                condition=Q(principal_fen__gt=0), name="loan_principal_positive"
            ),
            models.UniqueConstraint(
                fields=["institution", "bank_no"], name="loan_one_per_bank_number"
            ),
        ]
        indexes = [
            models.Index(fields=["disbursed_on"], name="loan_disbursed"),
            models.Index(fields=["institution", "disbursed_on"], name="loan_of_institution"),
            models.Index(fields=["enterprise", "disbursed_on"], name="loan_of_firm"),
            models.Index(fields=["origin"], name="loan_origin"),
        ]

    def __str__(self) -> str:
        return self.no


class Instalment(models.Model):
    """One row of the schedule computed when the loan was opened; never edited."""

    loan = models.ForeignKey(
        Loan, on_delete=models.PROTECT, related_name="instalments", verbose_name="贷款"
    )
    no = models.PositiveSmallIntegerField("期次")
    due_on = models.DateField("应还日")
    days = models.PositiveIntegerField("天数")
    principal_fen = models.BigIntegerField("本金（分）")
    interest_fen = models.BigIntegerField("利息（分）")
    total_fen = models.BigIntegerField("合计（分）")
    balance_fen = models.BigIntegerField("余额（分）")

    class Meta:
        verbose_name = "还款计划"
        verbose_name_plural = "还款计划"
        ordering = ["loan", "no"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "no"], name="instalment_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}/{self.no}"


class LoanReport(models.Model):
    """What the bank reported about a loan on one day; append-only, the latest row speaks."""

    class Kind(models.TextChoices):
        DISBURSED = "disbursed", "放款"
        BALANCE = "balance", "余额"
        OVERDUE = "overdue", "逾期"
        CLASSIFIED = "classified", "五级分类"
        SETTLED = "settled", "结清"

    loan = models.ForeignKey(
        Loan, on_delete=models.PROTECT, related_name="reports", verbose_name="贷款"
    )
    no = models.PositiveIntegerField("序号")
    kind = models.CharField("事项", max_length=12, choices=Kind)
    as_of = models.DateField("截至日")
    outstanding_fen = models.BigIntegerField("余额（分）")
    reference = models.CharField("机构引用", max_length=120)
    words = models.CharField("说明", max_length=500, blank=True)
    reported_by = done_by("报送人")
    reported_at = models.DateTimeField("报送时间")

    class Meta:
        verbose_name = "贷款报告"
        verbose_name_plural = "贷款报告"
        ordering = ["loan", "no"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "no"], name="loan_report_numbered"),
            models.UniqueConstraint(fields=["loan", "reference"], name="loan_report_once"),
            models.CheckConstraint(
                condition=Q(outstanding_fen__gte=0), name="loan_report_balance_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}/{self.no} {self.kind}"
