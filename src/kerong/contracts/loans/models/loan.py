"""贷款: what a decision opened, with the plan computed that day and what stands of it today."""

from django.db import models
from django.db.models import Q

from kerong.parties.doers import done_by


class Category(models.TextChoices):
    """五级分类: the five categories, best first."""

    NORMAL = "normal", "正常"
    ATTENTION = "attention", "关注"
    SUBSTANDARD = "substandard", "次级"
    DOUBTFUL = "doubtful", "可疑"
    LOSS = "loss", "损失"


class Loan(models.Model):
    """A loan as drawn. The bank keeps the account; we keep the plan and the bank's reports.

    `reference` is the idempotency key of opening; `origin` the text reference of the decision;
    `renews` the loan whose principal this one repaid (无还本续贷). From `state` on, the columns
    repeat what follows from the reports, so that lists can be filtered; `check_loans` recomputes
    them. `report_count` is also what two reports at once are told apart by.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "存续"
        SETTLED = "settled", "已结清"
        RENEWED = "renewed", "已续贷"
        WRITTEN_OFF = "written_off", "已核销"

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
    contract_on = models.DateField("合同签订日", null=True, blank=True)
    first_matures_on = models.DateField("原到期日")
    apr_ppm = models.PositiveIntegerField("年化利率（单利，百万分之）")
    total_interest_fen = models.BigIntegerField("利息合计（分）")
    opened_by = done_by("登记人")
    opened_at = models.DateTimeField("登记时间")
    line_fen = models.BigIntegerField("可提款额度（分）")
    renews = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renewed_by",
        verbose_name="所续贷款",
    )
    state = models.CharField("状态", max_length=12, choices=State, default=State.ACTIVE)
    report_count = models.PositiveIntegerField("报告数", default=0)
    matures_on = models.DateField("到期日")
    rate_now_ppm = models.PositiveIntegerField("现行年化利率（百万分之）")
    outstanding_fen = models.BigIntegerField("余额（分）")
    arrears_fen = models.BigIntegerField("欠款（分）", default=0)
    arrears_from = models.DateField("逾期起始日", null=True, blank=True)
    category = models.CharField(
        "五级分类", max_length=12, choices=Category, default=Category.NORMAL
    )
    next_due_on = models.DateField("下一还款日", null=True, blank=True)

    class Meta:
        verbose_name = "贷款"
        verbose_name_plural = "贷款"
        constraints = [
            models.CheckConstraint(
                condition=Q(principal_fen__gt=0), name="loan_principal_positive"
            ),
            models.CheckConstraint(
                condition=Q(outstanding_fen__gte=0, arrears_fen__gte=0),
                name="loan_balance_not_negative",
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
            models.Index(fields=["state", "matures_on"], name="loan_maturing"),
            models.Index(fields=["state", "next_due_on"], name="loan_next_due"),
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
