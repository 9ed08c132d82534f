"""培育库 Pool, its 入退库规则 PoolRule by revision, and 入库记录 Membership as spells."""

from django.db import models
from django.db.models import F, Q


class Pool(models.Model):
    """A library of firms kept by rule: `rule` is the text that counts from the next run on."""

    code = models.CharField("代码", max_length=60, unique=True)
    title_zh = models.CharField("名称", max_length=120)
    title_en = models.CharField("英文名称", max_length=160)
    tells_firms = models.BooleanField("通知企业", default=True)
    rule = models.ForeignKey(
        "cultivation.PoolRule",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="现行规则",
        null=True,
        blank=True,
    )
    opened_at = models.DateTimeField("设立时间")
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)

    class Meta:
        verbose_name = "培育库"
        verbose_name_plural = "培育库"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title_zh

    @property
    def reference(self) -> str:
        return f"pool:{self.code}"


class PoolRule(models.Model):
    """A text of entry and exit as it was set. Rows are inserted, never changed."""

    pool = models.ForeignKey(
        Pool, on_delete=models.PROTECT, related_name="rules", verbose_name="培育库"
    )
    no = models.PositiveIntegerField("版本号")
    digest = models.CharField("摘要", max_length=64)
    body = models.TextField("正文")
    verified = models.BooleanField("已核实", default=False)
    set_by = models.CharField("设定人", max_length=80)
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "入退库规则"
        verbose_name_plural = "入退库规则"
        ordering = ("pool", "no")
        constraints = [
            models.UniqueConstraint(fields=["pool", "no"], name="pool_rule_no_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pool_id} · {self.no}"


class Membership(models.Model):
    """One spell of a firm in a pool, with the rules and runs that opened and closed it.

    Reasons name lines of the rule by key and outcome, never values of the firm.
    """

    pool = models.ForeignKey(
        Pool, on_delete=models.PROTECT, related_name="memberships", verbose_name="培育库"
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name="企业",
    )
    entered_on = models.DateField("入库日期")
    entered_by = models.ForeignKey(
        PoolRule, on_delete=models.PROTECT, related_name="+", verbose_name="入库规则"
    )
    entered_in = models.ForeignKey(
        "population.Run", on_delete=models.PROTECT, related_name="+", verbose_name="入库运行"
    )
    entry_reason = models.CharField("入库依据", max_length=300)
    left_on = models.DateField("出库日期", null=True, blank=True)
    left_by = models.ForeignKey(
        PoolRule,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="出库规则",
        null=True,
        blank=True,
    )
    left_in = models.ForeignKey(
        "population.Run",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="出库运行",
        null=True,
        blank=True,
    )
    exit_reason = models.CharField("出库依据", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "入库记录"
        verbose_name_plural = "入库记录"
        ordering = ("-entered_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "enterprise"],
                condition=Q(left_on=None),
                name="membership_one_open",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")),
                name="membership_forwards",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None, left_by=None, left_in=None)
                | Q(left_on__isnull=False, left_by__isnull=False, left_in__isnull=False),
                name="membership_left_by_rule",
            ),
        ]
        indexes = [
            models.Index(fields=["pool", "-entered_on"], name="membership_entries"),
            models.Index(fields=["pool", "-left_on"], name="membership_exits"),
        ]

    def __str__(self) -> str:
        return f"{self.pool_id} · {self.enterprise_id}"
