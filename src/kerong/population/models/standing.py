"""What a run found of a firm: 评分记录 ScoreHistory and 资质判定 ClassStanding, as spells."""

from django.db import models
from django.db.models import F, Q


class Spell(models.Model):
    """Begins on `from_on`, was last confirmed on `held_on`, ended on `until_on` (open: empty)."""

    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="企业",
        db_index=False,
    )
    revision = models.CharField("规则版本", max_length=80)
    verified = models.BooleanField("已核实", default=False)
    from_on = models.DateField("起始日期")
    held_on = models.DateField("最近确认日期")
    until_on = models.DateField("结束日期", null=True, blank=True)
    run = models.ForeignKey(
        "population.Run", on_delete=models.PROTECT, related_name="+", verbose_name="所属运行"
    )

    class Meta:
        abstract = True


class ScoreHistory(Spell):
    """`points` in thousandths, empty when unknown.

    `stage` and `industry` are those of the day, so that peers are found without recomputing.
    """

    scorecard = models.CharField("评分卡", max_length=64)
    points = models.BigIntegerField("得分（千分之一）", null=True, blank=True)
    grade = models.CharField("等级", max_length=24, blank=True, default="")
    stage = models.CharField("成长阶段", max_length=16, blank=True, default="")
    industry = models.CharField("行业", max_length=8, blank=True, default="")

    class Meta:
        verbose_name = "评分记录"
        verbose_name_plural = "评分记录"
        ordering = ("scorecard", "-from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "scorecard", "from_on"], name="score_one_a_day"
            ),
            models.UniqueConstraint(
                fields=["enterprise", "scorecard"],
                condition=Q(until_on=None),
                name="score_one_open",
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("held_on")), name="score_held_after_it_began"
            ),
        ]
        indexes = [
            models.Index(
                fields=["scorecard", "stage", "industry", "points"],
                condition=Q(until_on=None),
                name="score_of_peers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.scorecard} · {self.from_on}"


class ClassStanding(Spell):
    """The outcome of a class test: meets, fails or unknown, with the route met or nearest."""

    class Outcome(models.TextChoices):
        MEETS = "meets", "符合"
        FAILS = "fails", "不符合"
        UNKNOWN = "unknown", "待定"

    test = models.CharField("资质", max_length=64)
    outcome = models.CharField("结论", max_length=8, choices=Outcome)
    route = models.CharField("路径", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "资质判定"
        verbose_name_plural = "资质判定"
        ordering = ("test", "-from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "test", "from_on"], name="standing_one_a_day"
            ),
            models.UniqueConstraint(
                fields=["enterprise", "test"], condition=Q(until_on=None), name="standing_one_open"
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("held_on")), name="standing_held_after_it_began"
            ),
        ]
        indexes = [
            models.Index(
                fields=["test", "outcome"], condition=Q(until_on=None), name="standing_now"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.test} · {self.outcome}"
