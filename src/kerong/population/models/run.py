"""全量运行 Run: one computation over all firms, and 分块 Block, the piece one worker takes."""

from django.db import models
from django.db.models import F, Q


class Run(models.Model):
    """Firms, rules and the moment up to which data count are fixed when the run is asked for.

    Each block is committed with what was found in it, so a killed run goes on where it stood and
    ends as an unharmed one. `facts_digest` and `result_digest` are made from those of the blocks.
    """

    class Kind(models.TextChoices):
        NIGHTLY = "nightly", "每夜运行"
        ASKED = "asked", "即时运行"
        WHAT_IF = "what_if", "规则试算"

    class State(models.TextChoices):
        PLANNED = "planned", "待切分"
        RUNNING = "running", "运行中"
        DONE = "done", "已完成"
        FAILED = "failed", "已中止"

    kind = models.CharField("类型", max_length=8, choices=Kind)
    lane = models.CharField("通道", max_length=80)
    state = models.CharField("状态", max_length=8, choices=State, default=State.PLANNED)
    decided_on = models.DateField("判定日期")
    facts_at = models.DateTimeField("数据截止时间")
    block_size = models.PositiveIntegerField("每块企业数")
    firms_count = models.PositiveIntegerField("企业数", default=0)
    blocks_count = models.PositiveIntegerField("分块数", default=0)
    done_count = models.PositiveIntegerField("已完成分块数", default=0)
    catalogue_no = models.PositiveBigIntegerField("目录序号", default=0)
    rules_digest = models.CharField("规则摘要", max_length=64)
    reference_digest = models.CharField("参考表摘要", max_length=64)
    facts_digest = models.CharField("数据摘要", max_length=64, blank=True, default="")
    result_digest = models.CharField("结果摘要", max_length=64, blank=True, default="")
    asked_by = models.ForeignKey(
        "parties.Person",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="发起人",
        null=True,
        blank=True,
    )
    asked_at = models.DateTimeField("发起时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    nudged_at = models.DateTimeField("最近续派时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    fault = models.CharField("中止原因", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "全量运行"
        verbose_name_plural = "全量运行"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["lane"], condition=Q(ended_at=None), name="run_one_open_a_lane"
            ),
            models.UniqueConstraint(
                fields=["decided_on"],
                condition=Q(kind="nightly") & ~Q(state="failed"),
                name="run_one_a_night",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], ended_at__isnull=False)
                | Q(state__in=["planned", "running"], ended_at=None),
                name="run_ended_when_over",
            ),
            models.CheckConstraint(
                condition=Q(done_count__lte=F("blocks_count")), name="run_no_more_done_than_there"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.get_kind_display()}"

    @property
    def no(self) -> str:
        return f"R{self.asked_at.year}-{self.pk:06d}"

    @property
    def reference(self) -> str:
        return f"run:{self.no}"

    @property
    def percent(self) -> int:
        """How far it is, in whole percent; 0 until it is cut into blocks."""
        return self.done_count * 100 // self.blocks_count if self.blocks_count else 0


class Block(models.Model):
    """Firms from key `first_id` to `last_id`. Claimed under a lease, done exactly once.

    `tally` is what a what-if counted in the block, as canonical JSON.
    """

    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="blocks", verbose_name="运行"
    )
    no = models.PositiveIntegerField("序号")
    first_id = models.PositiveBigIntegerField("首个企业")
    last_id = models.PositiveBigIntegerField("末个企业")
    firms_count = models.PositiveIntegerField("企业数")
    attempts_count = models.PositiveSmallIntegerField("尝试次数", default=0)
    lease_owner = models.CharField("租约持有者", max_length=80, blank=True, default="")
    lease_until = models.DateTimeField("租约期限", null=True, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    facts_digest = models.CharField("数据摘要", max_length=64, blank=True, default="")
    result_digest = models.CharField("结果摘要", max_length=64, blank=True, default="")
    tally = models.TextField("试算计数", blank=True, default="")

    class Meta:
        verbose_name = "分块"
        verbose_name_plural = "分块"
        ordering = ("run", "no")
        constraints = [
            models.UniqueConstraint(fields=["run", "no"], name="block_no_once"),
            models.CheckConstraint(
                condition=Q(first_id__lte=F("last_id")), name="block_range_forwards"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, result_digest="")
                | (Q(done_at__isnull=False) & ~Q(result_digest="")),
                name="block_done_with_digest",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "no"], condition=Q(done_at=None), name="block_to_do"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.no}"
