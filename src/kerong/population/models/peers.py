"""What peers are read from: 同组统计 PeerTable, counted once a run, and 同组单元 PeerCell."""

from django.db import models
from django.db.models import F, Q


class PeerTable(models.Model):
    """All circles as they stood when a run of scores ended; read once `ready_at` is set.

    Whoever was killed while counting leaves a table nobody reads.
    """

    run = models.ForeignKey(
        "population.Run", on_delete=models.PROTECT, related_name="peer_tables", verbose_name="运行"
    )
    made_at = models.DateTimeField("统计时间")
    ready_at = models.DateTimeField("启用时间", null=True, blank=True)

    class Meta:
        verbose_name = "同组统计"
        verbose_name_plural = "同组统计"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.run_id} · {self.made_at}"


class PeerCell(models.Model):
    """A circle of at least five firms under one text, and from which points on each part begins.

    `stage` "" is every stage; `industry` is what industry codes begin with, "" every industry.
    The least points of a part are those of a firm in it; empty where no firm lies so high.
    """

    table = models.ForeignKey(
        PeerTable,
        on_delete=models.PROTECT,
        related_name="cells",
        verbose_name="同组统计",
        db_index=False,
    )
    scorecard = models.CharField("评分卡", max_length=64)
    revision = models.CharField("规则版本", max_length=80)
    stage = models.CharField("成长阶段", max_length=16, blank=True, default="")
    industry = models.CharField("行业", max_length=8, blank=True, default="")
    firms_count = models.PositiveIntegerField("企业数")
    top_10 = models.BigIntegerField("前 10% 起点", null=True, blank=True)
    top_25 = models.BigIntegerField("前 25% 起点", null=True, blank=True)
    upper_half = models.BigIntegerField("前 50% 起点", null=True, blank=True)
    lower_half = models.BigIntegerField("前 75% 起点", null=True, blank=True)

    class Meta:
        verbose_name = "同组单元"
        verbose_name_plural = "同组单元"
        ordering = ("table", "scorecard", "stage", "industry")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "scorecard", "revision", "stage", "industry"],
                name="peer_cell_once",
            ),
            models.CheckConstraint(condition=Q(firms_count__gte=5), name="peer_cell_of_five_firms"),
            models.CheckConstraint(
                condition=Q(top_10=None) | Q(top_25__lte=F("top_10")), name="peer_parts_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorecard} · {self.stage or '*'} · {self.industry or '*'}"
