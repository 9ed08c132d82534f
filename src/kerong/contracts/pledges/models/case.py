"""维权记录 RightsCase: a right defended against somebody, or its standing contested by somebody."""

from django.db import models
from django.db.models import Q

from kerong.contracts.pledges.models.asset import IpAsset
from kerong.parties.doers import done_by, later_done_by


class RightsCase(models.Model):
    """What the firm itself says of it, with the number of whoever decides.

    `CONTESTING` kinds put the right itself in question; an infringement by others does not.
    """

    class Kind(models.TextChoices):
        INFRINGEMENT = "infringement", "被侵权维权"
        INVALIDATION = "invalidation", "应对无效宣告"
        OWNERSHIP = "ownership", "权属纠纷"

    class Way(models.TextChoices):
        LETTER = "letter", "律师函"
        MEDIATION = "mediation", "调解"
        ADMINISTRATIVE = "administrative", "行政处理"
        SUIT = "suit", "诉讼"
        ARBITRATION = "arbitration", "仲裁"

    class State(models.TextChoices):
        OPEN = "open", "处理中"
        WON = "won", "获支持"
        LOST = "lost", "未获支持"
        SETTLED = "settled", "和解"
        DROPPED = "dropped", "已撤回"

    CONTESTING = (Kind.INVALIDATION, Kind.OWNERSHIP)
    OVER = (State.WON, State.LOST, State.SETTLED, State.DROPPED)

    no = models.CharField("编号", max_length=32, unique=True)
    asset = models.ForeignKey(
        IpAsset, on_delete=models.PROTECT, related_name="cases", verbose_name="知识产权"
    )
    kind = models.CharField("种类", max_length=12, choices=Kind)
    way = models.CharField("途径", max_length=16, choices=Way)
    against = models.CharField("对方", max_length=200)
    about = models.CharField("事由", max_length=1000)
    authority = models.CharField("受理机关", max_length=120, blank=True, default="")
    authority_no = models.CharField("案号", max_length=80, blank=True, default="")
    began_on = models.DateField("开始日")
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    result = models.CharField("结果", max_length=1000, blank=True, default="")
    awarded_fen = models.BigIntegerField("获赔（分）", default=0)
    ended_on = models.DateField("结束日", null=True, blank=True)
    opened_by = done_by("登记人")
    opened_at = models.DateTimeField("登记时间")
    ended_by = later_done_by("结案登记人")
    ended_at = models.DateTimeField("结案登记时间", null=True, blank=True)

    class Meta:
        verbose_name = "维权记录"
        verbose_name_plural = "维权记录"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | ~Q(state="open") & ~Q(result=""),
                name="rights_case_over_says_how",
            ),
            models.CheckConstraint(
                condition=Q(awarded_fen__gte=0), name="rights_case_award_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["asset", "state"], name="rights_case_of_asset")]

    def __str__(self) -> str:
        return self.no
