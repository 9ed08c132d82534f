"""贴息批次: one programme and one period computed over all its loans, reviewed and approved."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.subsidies.models.budget import Budget
from kerong.contracts.subsidies.models.subsidy import Subsidy
from kerong.parties.doers import done_by, later_done_by


class InterestRun(models.Model):
    """`programme` is the name of its formula among the programme tables; days from `from_on`
    until before `to_on` count. `share` is the ratio agreed where the programme leaves a range.
    `digest` stands for every line as the second person saw it.
    """

    class State(models.TextChoices):
        COMPUTING = "computing", "计算中"
        DRAFT = "draft", "核对中"
        SUBMITTED = "submitted", "待复核"
        APPROVED = "approved", "已复核"
        RETURNED = "returned", "已退回"

    OPEN = (State.COMPUTING, State.DRAFT, State.SUBMITTED)

    no = models.CharField("编号", max_length=32, unique=True)
    programme = models.CharField("贴息公式", max_length=60)
    clause = models.CharField("条款", max_length=80)
    budget = models.ForeignKey(
        Budget, on_delete=models.PROTECT, related_name="interest_runs", verbose_name="预算"
    )
    from_on = models.DateField("起日")
    to_on = models.DateField("止日（不含）")
    share = models.CharField("核定比例", max_length=20, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    digest = models.CharField("摘要值", max_length=64, blank=True)
    drafted_by = done_by("拟制人")
    drafted_at = models.DateTimeField("拟制时间")
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "贴息批次"
        verbose_name_plural = "贴息批次"
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="run_has_days"),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(decided_by=F("drafted_by")),
                name="run_two_people",
            ),
            models.UniqueConstraint(
                fields=["programme", "clause", "from_on", "to_on"],
                condition=Q(state__in=["computing", "draft", "submitted"]),
                name="run_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.no


class InterestLine(models.Model):
    """One loan of a run. `notes` are codes of what a reviewer should look at, between blanks."""

    class State(models.TextChoices):
        KEPT = "kept", "列入"
        DROPPED = "dropped", "剔除"
        AWARDED = "awarded", "已核定"
        REFUSED = "refused", "未核定"

    run = models.ForeignKey(
        InterestRun, on_delete=models.PROTECT, related_name="lines", verbose_name="批次"
    )
    no = models.PositiveIntegerField("序号")
    loan = models.ForeignKey(
        "loans.Loan", on_delete=models.PROTECT, related_name="interest_lines", verbose_name="贷款"
    )
    amount_fen = models.BigIntegerField("贴息（分）")
    notes = models.CharField("提示", max_length=200, blank=True)
    calculation = models.TextField("计算过程")
    digest = models.CharField("摘要值", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State, default=State.KEPT)
    words = models.CharField("说明", max_length=500, blank=True)
    changed_by = later_done_by("核对人")
    subsidy = models.OneToOneField(
        Subsidy,
        on_delete=models.PROTECT,
        related_name="line",
        null=True,
        blank=True,
        verbose_name="补贴",
    )

    class Meta:
        verbose_name = "贴息明细"
        verbose_name_plural = "贴息明细"
        ordering = ["run", "no"]
        constraints = [
            models.UniqueConstraint(fields=["run", "no"], name="interest_line_numbered"),
            models.UniqueConstraint(fields=["run", "loan"], name="interest_line_once_a_loan"),
            models.CheckConstraint(
                condition=Q(amount_fen__gte=0), name="interest_line_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.no}"
