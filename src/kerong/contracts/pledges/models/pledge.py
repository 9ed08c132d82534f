"""质押 Pledge: rights given as security on the very loan, signed by firm and bank."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.pledges.models.asset import CoOwner, IpAsset
from kerong.contracts.pledges.models.valuation import Valuation
from kerong.parties.doers import done_by, later_done_by


class Pledge(models.Model):
    """`secured_fen` is the debt secured, at most what the rates allow on the assessed values.

    `register` is the table of the one register all its rights stand in.
    `insisted` are codes of what the firm, once told, insists on having registered all the same.
    `freed_at` is set when the loan is over and the release is due.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "待银行审查"
        PROPOSED = "proposed", "待银行签署"
        SIGNED = "signed", "合同已签"
        REGISTERED = "registered", "已登记"
        RELEASED = "released", "已解除"
        DECLINED = "declined", "银行未同意"
        WITHDRAWN = "withdrawn", "企业已撤回"

    ASKED = (State.OFFERED, State.PROPOSED)
    LIVE = (State.SIGNED, State.REGISTERED)
    OPEN = (*ASKED, *LIVE)

    no = models.CharField("编号", max_length=32, unique=True)
    loan = models.ForeignKey(
        "loans.Loan", on_delete=models.PROTECT, related_name="pledges", verbose_name="贷款"
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="pledges",
        verbose_name="出质人",
    )
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="pledges",
        verbose_name="质权人",
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.OFFERED)
    register = models.CharField("登记簿", max_length=40)
    secured_fen = models.BigIntegerField("担保债权（分）")
    until_on = models.DateField("债务履行期至")
    insisted = models.CharField("坚持登记的情形", max_length=200, blank=True, default="")
    words = models.CharField("说明", max_length=1000, blank=True, default="")
    offered_by = done_by("企业签署人")
    offered_at = models.DateTimeField("企业签署时间")
    contract_no = models.CharField("质押合同编号", max_length=80, blank=True, default="")
    grounds = models.CharField("审查意见", max_length=1000, blank=True, default="")
    proposed_by = later_done_by("审查人")
    proposed_at = models.DateTimeField("审查时间", null=True, blank=True)
    signed_by = later_done_by("银行签署人")
    signed_at = models.DateTimeField("银行签署时间", null=True, blank=True)
    certificate_no = models.CharField("质押登记号", max_length=80, blank=True, default="")
    registered_on = models.DateField("登记日", null=True, blank=True)
    freed_at = models.DateTimeField("应解除时间", null=True, blank=True)
    ended_on = models.DateField("解除日", null=True, blank=True)
    ended_by = later_done_by("了结人")
    end_words = models.CharField("了结说明", max_length=1000, blank=True, default="")

    class Meta:
        verbose_name = "知识产权质押"
        verbose_name_plural = "知识产权质押"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(condition=Q(secured_fen__gt=0), name="pledge_secures_something"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("proposed_by")),
                name="pledge_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="registered")
                | (~Q(certificate_no="") & Q(registered_on__isnull=False)),
                name="pledge_registered_has_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state"], name="pledge_of_bank"),
            models.Index(fields=["enterprise", "state"], name="pledge_of_firm"),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def reference(self) -> str:
        return f"pledge:{self.no}"


class PledgeItem(models.Model):
    """One right in one pledge. `live` from the bank's signature to the release: one a right."""

    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, related_name="items", verbose_name="质押"
    )
    asset = models.ForeignKey(
        IpAsset, on_delete=models.PROTECT, related_name="pledged", verbose_name="知识产权"
    )
    asset_key = models.CharField("权利标识", max_length=120)
    valuation = models.ForeignKey(
        Valuation, on_delete=models.PROTECT, related_name="items", verbose_name="评估"
    )
    value_fen = models.BigIntegerField("评估值（分）")
    rate_ppm = models.PositiveIntegerField("质押率（百万分之）")
    cover_fen = models.BigIntegerField("可担保金额（分）")
    live = models.BooleanField("质押中", default=False)

    class Meta:
        verbose_name = "质押标的"
        verbose_name_plural = "质押标的"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["pledge", "asset_key"], name="pledge_item_once"),
            models.UniqueConstraint(
                fields=["asset_key"], condition=Q(live=True), name="pledge_item_one_live_a_right"
            ),
            models.CheckConstraint(
                condition=Q(cover_fen__gte=0) & Q(cover_fen__lte=F("value_fen")),
                name="pledge_item_cover_within_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id} {self.asset_key}"


class OwnerConsent(models.Model):
    """共有人同意: one co-owner agreed in writing to one pledge."""

    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, related_name="consents", verbose_name="质押"
    )
    co_owner = models.ForeignKey(
        CoOwner, on_delete=models.PROTECT, related_name="consents", verbose_name="共有人"
    )
    consented_on = models.DateField("同意日")
    letter_no = models.CharField("同意书编号", max_length=80)
    recorded_by = done_by("登记人")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "共有人同意"
        verbose_name_plural = "共有人同意"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["pledge", "co_owner"], name="owner_consent_once")
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id} {self.co_owner_id}"
