"""熔断: how much of what a bank, product or district lent under pools goes wrong, and its stop."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by


class Breaker(models.Model):
    """One breaker of a table (`rule_key`) for one bank, product or district.

    `lifted_until`: two people decided that it does not stop anything until then, whatever it
    reads; `is_held`: two people stopped it, and no reading starts it again. `reading_count` is
    also what two readings at once are told apart by.
    """

    class Scope(models.TextChoices):
        BANK = "bank", "银行"
        PRODUCT = "product", "产品"
        DISTRICT = "district", "区县"

    class State(models.TextChoices):
        NORMAL = "normal", "正常"
        WARNED = "warned", "预警"
        SUSPENDED = "suspended", "暂停"

    rule_key = models.CharField("熔断规则", max_length=40)
    scope = models.CharField("范围", max_length=10, choices=Scope)
    holder = models.CharField("对象", max_length=40)
    title = models.CharField("名称", max_length=200)
    state = models.CharField("状态", max_length=10, choices=State, default=State.NORMAL)
    changed_on = models.DateField("状态起始日", null=True, blank=True)
    lifted_until = models.DateField("暂不熔断至", null=True, blank=True)
    is_held = models.BooleanField("人工暂停", default=False)
    part_fen = models.BigIntegerField("逾期或不良（分）", default=0)
    whole_fen = models.BigIntegerField("余额（分）", default=0)
    reading_count = models.PositiveIntegerField("读数次数", default=0)

    class Meta:
        verbose_name = "熔断"
        verbose_name_plural = "熔断"
        ordering = ["rule_key", "scope", "holder"]
        constraints = [
            models.UniqueConstraint(fields=["rule_key", "scope", "holder"], name="breaker_once"),
        ]
        indexes = [models.Index(fields=["scope", "holder"], name="breaker_of_holder")]

    def __str__(self) -> str:
        return f"{self.rule_key}/{self.scope}/{self.holder}"


class BreakerReading(models.Model):
    """熔断读数: what was read, by what it was caused, and the state before and after."""

    class Cause(models.TextChoices):
        NIGHTLY = "nightly", "每日计算"
        EVENT = "event", "贷款变动"
        DECISION = "decision", "人工决定"

    breaker = models.ForeignKey(
        Breaker, on_delete=models.PROTECT, related_name="readings", verbose_name="熔断"
    )
    no = models.PositiveIntegerField("序号")
    read_on = models.DateField("读数日")
    part_fen = models.BigIntegerField("逾期或不良（分）")
    whole_fen = models.BigIntegerField("余额（分）")
    before = models.CharField("原状态", max_length=10, choices=Breaker.State)
    after = models.CharField("新状态", max_length=10, choices=Breaker.State)
    cause = models.CharField("起因", max_length=10, choices=Cause)
    subject = models.CharField("关于", max_length=120, blank=True)
    words = models.CharField("理由", max_length=500, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "熔断读数"
        verbose_name_plural = "熔断读数"
        ordering = ["breaker", "no"]
        constraints = [
            models.UniqueConstraint(fields=["breaker", "no"], name="breaker_reading_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.breaker_id}/{self.no}"


class BreakerChange(models.Model):
    """熔断人工决定: a stop, or the lifting of one until a day; asked by one, decided by another."""

    class Kind(models.TextChoices):
        RESUME = "resume", "恢复"
        SUSPEND = "suspend", "暂停"

    class State(models.TextChoices):
        ASKED = "asked", "待复核"
        DONE = "done", "已生效"
        RETURNED = "returned", "已退回"

    breaker = models.ForeignKey(
        Breaker, on_delete=models.PROTECT, related_name="changes", verbose_name="熔断"
    )
    kind = models.CharField("决定", max_length=8, choices=Kind)
    lifted_until = models.DateField("暂不熔断至", null=True, blank=True)
    words = models.CharField("理由", max_length=500)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_by = done_by("提出人")
    asked_at = models.DateTimeField("提出时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)

    class Meta:
        verbose_name = "熔断人工决定"
        verbose_name_plural = "熔断人工决定"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["breaker"], condition=Q(state="asked"), name="breaker_change_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("asked_by")),
                name="breaker_change_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breaker_id}/{self.kind}"
