"""转贷资金池 BridgeFund and its dated conditions 转贷条件 FundTerms."""

from django.db import models
from django.db.models import Q

from kerong.parties.doers import done_by


class BridgeFund(models.Model):
    """Money that may be lent for a few days; fees, caps and days are those of its programme.

    `programme` names a dated table of the rules; the money stands on `account` in the ledger.
    `department` is told what waits for an officer.
    """

    key = models.CharField("代码", max_length=40, unique=True)
    title = models.CharField("名称", max_length=120)
    programme = models.CharField("执行办法", max_length=40)
    department = models.ForeignKey(
        "parties.Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办部门",
    )
    opened_by = done_by("设立人")
    opened_at = models.DateTimeField("设立时间")

    class Meta:
        verbose_name = "转贷资金池"
        verbose_name_plural = "转贷资金池"
        ordering = ("key",)

    def __str__(self) -> str:
        return self.title

    @property
    def account(self) -> str:
        return f"fiscal/bridge-fund/{self.key}"


class FundTerms(models.Model):
    """What the district sets itself, from a day on; a change is another row.

    `excluded` bars until a coordination decision lifts it, `barred` always; codes separated by
    blanks. `own_share_ppm` is the least part of the repayment the firm brings, `late_rate_ppm`
    what a day beyond the last costs.
    """

    fund = models.ForeignKey(
        BridgeFund, on_delete=models.PROTECT, related_name="terms", verbose_name="资金池"
    )
    since_on = models.DateField("起始日期")
    excluded = models.CharField("须协调解除的情形", max_length=200, blank=True, default="")
    barred = models.CharField("不予受理的情形", max_length=200, blank=True, default="")
    own_share_ppm = models.PositiveIntegerField("自筹比例（百万分之）", default=0)
    late_rate_ppm = models.PositiveIntegerField("逾期日费率（百万分之）", default=0)
    basis = models.CharField("依据", max_length=300)
    verified = models.BooleanField("已核实", default=False)
    set_by = done_by("设定人")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "转贷条件"
        verbose_name_plural = "转贷条件"
        ordering = ("fund", "-since_on")
        constraints = [
            models.UniqueConstraint(fields=["fund", "since_on"], name="fund_terms_once_a_day"),
            models.CheckConstraint(
                condition=Q(own_share_ppm__lt=1_000_000, late_rate_ppm__lte=10_000),
                name="fund_terms_within_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} · {self.since_on}"

    @property
    def excludes(self) -> tuple[str, ...]:
        return tuple(self.excluded.split())

    @property
    def bars(self) -> tuple[str, ...]:
        return tuple(self.barred.split())
