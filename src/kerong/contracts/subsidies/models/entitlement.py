"""应享额度: what a party is entitled to for one matter and period, whichever programmes pay it."""

from django.db import models
from django.db.models import F, Q


class Claimant(models.Model):
    """受益主体: one row a party; whoever awards it anything writes this row first.

    So of two awards at once the second waits and sees the first, whatever they are for: months
    against "once", all interest of a firm against that of a loan, two runs under one cap.
    """

    party = models.CharField("主体", max_length=60, unique=True)
    moves = models.PositiveIntegerField("变动次数", default=0)

    class Meta:
        verbose_name = "受益主体"
        verbose_name_plural = "受益主体"

    def __str__(self) -> str:
        return self.party


class Entitlement(models.Model):
    """Σ of what programmes may pay a party for one matter: paid ≤ committed ≤ entitled.

    `paid_fen` is what arrived less what came back; it is below zero while a firm has given back
    what a bank then sent back to us as well.

    `family` is what the clauses call the matter (clauses of one family stand for one another),
    `party` the lineage of the firm, `matter` the very loan, project or person. `moves` counts
    changes: whoever changes anything under it writes this row first.
    """

    family = models.CharField("事项类", max_length=120)
    party = models.CharField("主体", max_length=60)
    matter = models.CharField("具体事项", max_length=120)
    first_month = models.CharField("起始月", max_length=7)
    last_month = models.CharField("截止月", max_length=7)
    entitled_fen = models.BigIntegerField("应享（分）", default=0)
    committed_fen = models.BigIntegerField("已安排（分）", default=0)
    paid_fen = models.BigIntegerField("已兑付（分）", default=0)
    moves = models.PositiveIntegerField("变动次数", default=0)

    class Meta:
        verbose_name = "应享额度"
        verbose_name_plural = "应享额度"
        indexes = [models.Index(fields=["party", "family"], name="entitlement_of_party")]
        constraints = [
            models.CheckConstraint(
                condition=Q(committed_fen__gte=0)
                & Q(committed_fen__gte=F("paid_fen"))
                & Q(entitled_fen__gte=F("committed_fen")),
                name="entitlement_paid_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.matter} {self.first_month}–{self.last_month}"


class EntitledMonth(models.Model):
    """One month of one entitlement; unique, so two periods that overlap collide.

    What a matter brings once for all has the single month "once". One entitlement may hold the
    months of several matters: interest on a project takes those of its loans.
    """

    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="months", verbose_name="应享额度"
    )
    family = models.CharField("事项类", max_length=120)
    party = models.CharField("主体", max_length=60)
    matter = models.CharField("具体事项", max_length=120)
    month = models.CharField("月份", max_length=7)

    class Meta:
        verbose_name = "应享月份"
        verbose_name_plural = "应享月份"
        constraints = [
            models.UniqueConstraint(
                fields=["family", "party", "matter", "month"], name="entitled_month_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entitlement_id} {self.month}"
