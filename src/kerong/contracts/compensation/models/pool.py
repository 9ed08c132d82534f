"""资金池: the money a payer of losses pays from, one ledger account for each tier."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by


class LossPool(models.Model):
    """A fund of government (city and district tiers) or of a guarantor.

    `institution` is the guarantor or re-guarantor whose money it is, nobody for government's.
    `floor_fen` is what each tier keeps: no claim and no return to the treasury goes below it.
    """

    class Kind(models.TextChoices):
        LOSS_FUND = "loss_fund", "风险补偿资金池"
        GUARANTEE_FUND = "guarantee_fund", "担保代偿资金"

    key = models.SlugField("代号", max_length=40, unique=True)
    title = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=16, choices=Kind)
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compensation_pools",
        verbose_name="所属机构",
    )
    floor_fen = models.BigIntegerField("每层级下限（分）", default=0)
    is_sample = models.BooleanField("示例数据", default=False)
    opened_by = done_by("设立人")
    opened_at = models.DateTimeField("设立时间")

    class Meta:
        verbose_name = "资金池"
        verbose_name_plural = "资金池"
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="loss_fund", institution=None)
                | Q(kind="guarantee_fund", institution__isnull=False),
                name="pool_belongs_to_its_payer",
            ),
            models.CheckConstraint(condition=Q(floor_fen__gte=0), name="pool_floor_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title


class LossPoolAccount(models.Model):
    """资金池账户: one tier of a pool; `part` is "" where there are no tiers."""

    pool = models.ForeignKey(
        LossPool, on_delete=models.PROTECT, related_name="accounts", verbose_name="资金池"
    )
    part = models.CharField("层级", max_length=20, blank=True)
    account = models.OneToOneField(
        "ledger.Account", on_delete=models.PROTECT, related_name="+", verbose_name="账户"
    )

    class Meta:
        verbose_name = "资金池账户"
        verbose_name_plural = "资金池账户"
        ordering = ["pool", "part"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "part"], name="pool_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pool_id}/{self.part}"


class PoolFunding(models.Model):
    """资金池拨付: money one officer asks to put into a pool (or take out), another approves."""

    class Kind(models.TextChoices):
        APPROPRIATED = "appropriated", "财政拨入"
        RETURNED = "returned_to_treasury", "退回财政"

    class State(models.TextChoices):
        ASKED = "asked", "待复核"
        DONE = "done", "已入账"
        RETURNED = "returned", "已退回"

    account = models.ForeignKey(
        LossPoolAccount,
        on_delete=models.PROTECT,
        related_name="fundings",
        verbose_name="资金池账户",
    )
    kind = models.CharField("事项", max_length=24, choices=Kind)
    amount_fen = models.BigIntegerField("金额（分）")
    document = models.CharField("依据文件", max_length=200)
    reference = models.CharField("引用", max_length=120, unique=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_by = done_by("提出人")
    asked_at = models.DateTimeField("提出时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "资金池拨付"
        verbose_name_plural = "资金池拨付"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="funding_positive"),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("asked_by")),
                name="funding_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
