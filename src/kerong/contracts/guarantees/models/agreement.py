"""银担合作协议 Agreement: on what terms a guarantor answers for loans of one bank."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by


class NeverEdited(Exception):
    """A row of the past was about to be changed: our mistake, never the user's."""


class Agreement(models.Model):
    """Drafted by the guarantor, signed by the bank; its terms are never edited, another ends it.

    `programme` and `split_key` name rows of the programme tables. `classes` are the classes of
    firm that may enter, separated by blanks; empty lets every firm in. A letter may be drawn on
    for `letter_days`; liability runs `tail_months` past maturity; the bank may claim after
    `claim_after_days` in arrears and is paid within `claim_within_days`.
    """

    class Form(models.TextChoices):
        BATCH = "batch", "批量（见贷即担）"
        SINGLE = "single", "逐笔"

    class State(models.TextChoices):
        DRAFTED = "drafted", "待银行签署"
        SIGNED = "signed", "已签署"
        DECLINED = "declined", "未签署"

    class FeeTiming(models.TextChoices):
        UPFRONT = "upfront", "一次收取"
        QUARTERLY = "quarterly", "按季收取"

    no = models.CharField("编号", max_length=32, unique=True)
    bank = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="银行"
    )
    guarantor = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="担保机构"
    )
    programme = models.CharField("担保计划", max_length=40)
    split_key = models.CharField("分担比例", max_length=40)
    form = models.CharField("担保方式", max_length=8, choices=Form)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFTED)
    covered_ppm = models.PositiveIntegerField("担保比例（百万分之）")
    reguarantee_ppm = models.PositiveIntegerField("再担保比例（百万分之）", default=0)
    ticket_cap_fen = models.BigIntegerField("单笔上限（分）")
    firm_cap_fen = models.BigIntegerField("单户上限（分）")
    fee_ppm = models.PositiveIntegerField("担保费年费率（百万分之）")
    fee_timing = models.CharField("收费方式", max_length=10, choices=FeeTiming)
    claim_line_ppm = models.PositiveIntegerField("代偿率上限（百万分之）")
    claim_after_days = models.PositiveIntegerField("逾期可申请代偿天数")
    claim_within_days = models.PositiveIntegerField("代偿付款天数")
    letter_days = models.PositiveIntegerField("担保函有效天数")
    tail_months = models.PositiveIntegerField("保证期间（到期后月数）")
    classes = models.CharField("入围企业类别", max_length=200, blank=True)
    from_on = models.DateField("生效日")
    to_on = models.DateField("截止日")
    words = models.CharField("说明", max_length=1000, blank=True)
    drafted_by = done_by("起草人")
    drafted_at = models.DateTimeField("起草时间")
    decided_by = later_done_by("签署人")
    decided_at = models.DateTimeField("签署时间", null=True, blank=True)
    decline_words = models.CharField("未签署原因", max_length=500, blank=True)
    ended_on = models.DateField("终止日", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="接替协议",
    )

    class Meta:
        verbose_name = "银担合作协议"
        verbose_name_plural = "银担合作协议"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "guarantor", "programme", "form"],
                condition=Q(state="signed", ended_on=None),
                name="agreement_one_running",
            ),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="agreement_dates"),
            models.CheckConstraint(
                condition=Q(covered_ppm__gt=0, covered_ppm__lte=1_000_000),
                name="agreement_part_covered",
            ),
            models.CheckConstraint(
                condition=Q(ticket_cap_fen__gt=0) & Q(firm_cap_fen__gte=F("ticket_cap_fen")),
                name="agreement_caps",
            ),
            models.CheckConstraint(condition=~Q(bank=F("guarantor")), name="agreement_two_sides"),
            models.CheckConstraint(
                condition=Q(ended_on=None, replaced_by=None)
                | Q(ended_on__isnull=False, replaced_by__isnull=False),
                name="agreement_ended_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["bank", "state"], name="agreement_of_bank"),
            models.Index(fields=["guarantor", "state"], name="agreement_of_guarantor"),
        ]

    def __str__(self) -> str:
        return self.no

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverEdited("an agreement is ended by another, never edited")
        super().save(*args, **kwargs)
