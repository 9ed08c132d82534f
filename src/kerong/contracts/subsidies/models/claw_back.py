"""追回: what a firm has to give back of a subsidy that was paid, and what became of it."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.subsidies.models.subsidy import Subsidy
from kerong.parties.doers import later_done_by


class ClawBack(models.Model):
    """One event that takes back one amount. Received + offset + waived ≤ amount.

    One found by the platform is `proposed`: nobody owes anything until an officer orders it.
    `calculation` is canonical JSON of how the amount came about, where it was computed.
    """

    class Event(models.TextChoices):
        OVERDUE = "overdue", "贷款逾期"
        MISUSE = "misuse", "挪用"
        MOVED_AWAY = "moved_away", "迁出"
        FALSE_STATEMENT = "false_statement", "虚假申报"
        UNMET = "unmet", "承诺未达标"
        SUPERSEDED = "superseded", "就高不重复"
        OVERPAID = "overpaid", "多付"

    class State(models.TextChoices):
        PROPOSED = "proposed", "待决定"
        ORDERED = "ordered", "待归还"
        CLOSED = "closed", "已了结"
        DROPPED = "dropped", "不予追回"

    OPEN = (State.PROPOSED, State.ORDERED)

    no = models.CharField("编号", max_length=32, unique=True)
    reference = models.CharField("引用", max_length=160, unique=True)
    subsidy = models.ForeignKey(
        Subsidy, on_delete=models.PROTECT, related_name="claw_backs", verbose_name="补贴"
    )
    event = models.CharField("事由", max_length=20, choices=Event)
    event_on = models.DateField("发生日")
    amount_fen = models.BigIntegerField("金额（分）")
    received_fen = models.BigIntegerField("已收回（分）", default=0)
    offset_fen = models.BigIntegerField("已抵扣（分）", default=0)
    waived_fen = models.BigIntegerField("已核销（分）", default=0)
    state = models.CharField("状态", max_length=10, choices=State)
    words = models.CharField("说明", max_length=500)
    calculation = models.TextField("计算过程", blank=True)
    proposed_at = models.DateTimeField("提出时间")
    ordered_by = later_done_by("决定人")
    ordered_at = models.DateTimeField("决定时间", null=True, blank=True)
    waiver_asked_by = later_done_by("提请核销人")
    waiver_asked_at = models.DateTimeField("提请核销时间", null=True, blank=True)
    waiver_words = models.CharField("核销理由", max_length=500, blank=True)
    waiver_returned_by = later_done_by("退回核销人")
    waiver_returned_at = models.DateTimeField("退回核销时间", null=True, blank=True)
    waiver_return_words = models.CharField("退回核销说明", max_length=500, blank=True)
    waived_by = later_done_by("核销复核人")
    closed_at = models.DateTimeField("了结时间", null=True, blank=True)

    class Meta:
        verbose_name = "追回"
        verbose_name_plural = "追回"
        indexes = [models.Index(fields=["state", "proposed_at"], name="claw_back_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0)
                & Q(received_fen__gte=0, offset_fen__gte=0, waived_fen__gte=0)
                & Q(amount_fen__gte=F("received_fen") + F("offset_fen") + F("waived_fen")),
                name="claw_back_within",
            ),
            models.CheckConstraint(
                condition=Q(waived_by=None) | ~Q(waived_by=F("waiver_asked_by")),
                name="claw_back_waived_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def left_fen(self) -> int:
        return self.amount_fen - self.received_fen - self.offset_fen - self.waived_fen


class ClawBackReceipt(models.Model):
    """追回到账凭证: one receipt of a bank from one payer, however many claw-backs it is for.

    Unique, so the same number counts once. `used_fen` is what claw-backs took of it and
    `returned_fen` what was ordered back to the payer: never more than the bank received.
    """

    payer = models.CharField("付款方", max_length=80)
    bank_no = models.CharField("银行凭证号", max_length=80)
    amount_fen = models.BigIntegerField("到账金额（分）")
    used_fen = models.BigIntegerField("已认领（分）", default=0)
    returned_fen = models.BigIntegerField("已退还（分）", default=0)
    received_on = models.DateField("到账日")
    recorded_by = later_done_by("登记人")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "追回到账凭证"
        verbose_name_plural = "追回到账凭证"
        constraints = [
            models.UniqueConstraint(fields=["payer", "bank_no"], name="claw_back_receipt_once"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, used_fen__gte=0, returned_fen__gte=0)
                & Q(amount_fen__gte=F("used_fen") + F("returned_fen")),
                name="claw_back_receipt_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payer} {self.bank_no}"

    @property
    def left_fen(self) -> int:
        """What arrived, no claw-back took and nobody ordered back."""
        return self.amount_fen - self.used_fen - self.returned_fen


class ClawBackMove(models.Model):
    """收回: a part of a claw-back that arrived, was kept from a payment, or was waived.

    `reference` is whose proof it is (the bank's own number, a payout) and makes it count once.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", "到账"
        OFFSET = "offset", "抵扣"
        WAIVED = "waived", "核销"

    claw_back = models.ForeignKey(
        ClawBack, on_delete=models.PROTECT, related_name="parts", verbose_name="追回"
    )
    kind = models.CharField("方式", max_length=10, choices=Kind)
    amount_fen = models.BigIntegerField("金额（分）")
    reference = models.CharField("凭证号", max_length=80)
    receipt = models.ForeignKey(
        ClawBackReceipt,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="到账凭证",
    )
    moved_on = models.DateField("发生日")
    recorded_by = later_done_by("登记人")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "追回明细"
        verbose_name_plural = "追回明细"
        ordering = ["claw_back", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claw_back", "kind", "reference"], name="claw_back_move_once"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="claw_back_move_positive"),
            models.CheckConstraint(
                condition=Q(kind="received", receipt__isnull=False)
                | (~Q(kind="received") & Q(receipt=None)),
                name="claw_back_move_received_has_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claw_back_id} {self.kind} {self.amount_fen}"
