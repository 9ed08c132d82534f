"""预授信筛选 Screening: a product kept screened; 预授信额度 PreApproval: a firm that fits it."""

from django.db import models
from django.db.models import F, Q


class Screening(models.Model):
    """An institution has one of its products screened over all firms, run by run.

    `needed_mask` holds the data categories from which a limit of this product could be told: only
    a consent that covers all of them lets the institution see a name.
    """

    listing = models.ForeignKey(
        "catalogue.Listing",
        on_delete=models.PROTECT,
        related_name="screenings",
        verbose_name="产品",
    )
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="screenings",
        verbose_name="机构",
    )
    valid_days = models.PositiveSmallIntegerField("额度有效天数")
    needed_mask = models.BigIntegerField("所需数据类别", default=0)
    opened_by = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, related_name="+", verbose_name="开启人"
    )
    opened_at = models.DateTimeField("开启时间")
    ended_at = models.DateTimeField("停止时间", null=True, blank=True)

    class Meta:
        verbose_name = "预授信筛选"
        verbose_name_plural = "预授信筛选"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["listing"], condition=Q(ended_at=None), name="screening_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_days__gte=1, valid_days__lte=365),
                name="screening_days_in_reach",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def no(self) -> str:
        return f"Y{self.opened_at.year}-{self.pk:06d}"

    @property
    def reference(self) -> str:
        return f"screening:{self.no}"


class PreApproval(models.Model):
    """One spell in which a firm meets the product; a limit worked out, no promise of credit.

    `verified`: what the run that confirmed it last looked at had been verified throughout.
    """

    class End(models.TextChoices):
        UNFIT = "unfit", "不再符合"
        CLOSED = "closed", "筛选停止"

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="found", verbose_name="筛选"
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="pre_approvals",
        verbose_name="企业",
    )
    limit_fen = models.BigIntegerField("测算额度（分）", null=True, blank=True)
    rate_ppm = models.IntegerField("年化利率（百万分之一）", null=True, blank=True)
    term_months = models.PositiveIntegerField("期限（月）", null=True, blank=True)
    verified = models.BooleanField("已核实", default=False)
    from_on = models.DateField("起始日期")
    held_on = models.DateField("最近确认日期")
    expires_on = models.DateField("有效期至")
    until_on = models.DateField("结束日期", null=True, blank=True)
    end = models.CharField("结束原因", max_length=8, choices=End, blank=True, default="")
    invited_at = models.DateTimeField("邀请时间", null=True, blank=True)
    invited_by = models.ForeignKey(
        "parties.Person",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="邀请人",
        null=True,
        blank=True,
    )
    run = models.ForeignKey(
        "population.Run", on_delete=models.PROTECT, related_name="+", verbose_name="所属运行"
    )

    class Meta:
        verbose_name = "预授信额度"
        verbose_name_plural = "预授信额度"
        ordering = ("-limit_fen", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "enterprise"],
                condition=Q(until_on=None),
                name="pre_approval_one_open",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None, end="") | (Q(until_on__isnull=False) & ~Q(end="")),
                name="pre_approval_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("held_on")), name="pre_approval_held_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(invited_at=None, invited_by=None)
                | Q(invited_at__isnull=False, invited_by__isnull=False),
                name="pre_approval_invited_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screening_id} · {self.enterprise_id}"
