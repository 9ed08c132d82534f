"""保险索赔 InsuranceClaim: the bank's loss on the very loan, laid before its insurer."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.insurance.models.policy import InsurancePolicy
from kerong.parties.doers import done_by, later_done_by


class InsuranceClaim(models.Model):
    """One claim stands on a policy; refused or withdrawn it may be filed again.

    `principal_fen` and `interest_fen` are claimed, `loss_*` recognised in the end; the payout
    follows from the recognised loss and the policy. `agreed_no` counts the claims agreed on a
    loan, so that two insurers never pay the same fen.
    """

    class State(models.TextChoices):
        FILED = "filed", "待核定"
        PROPOSED = "proposed", "待复核"
        AGREED = "agreed", "待付款"
        PAID = "paid", "已赔付"
        REFUSED = "refused", "不予赔付"
        WITHDRAWN = "withdrawn", "已撤回"

    class Proposal(models.TextChoices):
        PAY = "pay", "赔付"
        REFUSE = "refuse", "不予赔付"

    LIVE = (State.FILED, State.PROPOSED, State.AGREED, State.PAID)
    OPEN = (State.FILED, State.PROPOSED, State.AGREED)

    no = models.CharField("编号", max_length=32, unique=True)
    policy = models.ForeignKey(
        InsurancePolicy, on_delete=models.PROTECT, related_name="claims", verbose_name="保险单"
    )
    loan = models.ForeignKey(
        "loans.Loan", on_delete=models.PROTECT, related_name="insurance_claims", verbose_name="贷款"
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, related_name="+", verbose_name="企业"
    )
    bank = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="银行"
    )
    insurer = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="保险公司"
    )
    overdue_from = models.DateField("逾期起始日")
    loss_on = models.DateField("损失计算日")
    principal_fen = models.BigIntegerField("索赔本金（分）")
    interest_fen = models.BigIntegerField("索赔利息（分）")
    words = models.CharField("说明", max_length=1000, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.FILED)
    filed_by = done_by("索赔人")
    filed_at = models.DateTimeField("索赔时间")
    due_on = models.DateField("核定期限")
    proposal = models.CharField("拟定", max_length=8, choices=Proposal, blank=True)
    loss_principal_fen = models.BigIntegerField("认定本金（分）", default=0)
    loss_interest_fen = models.BigIntegerField("认定利息（分）", default=0)
    proposed_words = models.CharField("拟定理由", max_length=1000, blank=True)
    proposed_by = later_done_by("拟定人")
    proposed_at = models.DateTimeField("拟定时间", null=True, blank=True)
    approved_by = later_done_by("复核人")
    approved_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=1000, blank=True)
    agreed_no = models.PositiveIntegerField("贷款赔付序号", null=True, blank=True)
    payout_fen = models.BigIntegerField("赔款（分）", default=0)
    paid_on = models.DateField("付款日", null=True, blank=True)
    paid_reference = models.CharField("付款引用", max_length=80, blank=True)
    paid_by = later_done_by("付款登记人")
    paid_at = models.DateTimeField("付款登记时间", null=True, blank=True)
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)
    end_words = models.CharField("了结说明", max_length=1000, blank=True)

    class Meta:
        verbose_name = "保险索赔"
        verbose_name_plural = "保险索赔"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy"],
                condition=Q(state__in=["filed", "proposed", "agreed", "paid"]),
                name="insurance_claim_one_a_policy",
            ),
            models.UniqueConstraint(
                fields=["loan", "agreed_no"], name="insurance_claim_agreed_in_turn"
            ),
            models.UniqueConstraint(
                fields=["insurer", "paid_reference"],
                condition=~Q(paid_reference=""),
                name="insurance_claim_paid_once",
            ),
            models.CheckConstraint(
                condition=Q(principal_fen__gt=0, interest_fen__gte=0),
                name="insurance_claim_for_something",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="insurance_claim_two_people",
            ),
            models.CheckConstraint(
                condition=Q(payout_fen__gte=0)
                & Q(payout_fen__lte=F("loss_principal_fen") + F("loss_interest_fen")),
                name="insurance_claim_within_loss",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "paid"])
                | Q(agreed_no__isnull=False, payout_fen__gt=0),
                name="insurance_claim_agreed_says_what",
            ),
        ]
        indexes = [
            models.Index(fields=["insurer", "state"], name="insurance_claim_on_insurer"),
            models.Index(fields=["bank", "state"], name="insurance_claim_of_bank"),
            models.Index(fields=["enterprise"], name="insurance_claim_of_firm"),
        ]

    def __str__(self) -> str:
        return self.no
