"""测算结论 StoredFinding: what one calculation found for one product, kept to be replayed."""

from django.db import models


class ReferenceSheet(models.Model):
    """参考表底稿: the reference tables findings were made with, by digest.

    Rows are inserted once and never changed, so a finding of years ago finds its own tables.
    """

    digest = models.CharField("摘要", max_length=64, primary_key=True)
    body = models.TextField("正文")
    held_at = models.DateTimeField("留存时间")

    class Meta:
        verbose_name = "参考表底稿"
        verbose_name_plural = "参考表底稿"

    def __str__(self) -> str:
        return self.digest[:12]


class StoredFinding(models.Model):
    """Kept when a firm orders or an institution decides; the same finding is the same row.

    A score or class test stands alone: it has a revision, but no product. Erasing empties `body`:
    the digest stays, and a replay then says `erased`.
    """

    digest = models.CharField("摘要", max_length=64)
    engine = models.CharField("引擎", max_length=16)
    body = models.TextField("正文", blank=True)
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="findings",
        verbose_name="企业",
    )
    listing = models.ForeignKey(
        "catalogue.Listing",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="产品",
    )
    revision = models.ForeignKey(
        "catalogue.Revision", on_delete=models.PROTECT, related_name="+", verbose_name="版本"
    )
    listing_revision = models.ForeignKey(
        "catalogue.ListingRevision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="产品版本",
    )
    reference = models.ForeignKey(
        ReferenceSheet, on_delete=models.PROTECT, related_name="+", verbose_name="参考表底稿"
    )
    as_of_on = models.DateField("数据日期")
    decided_on = models.DateField("测算日期")
    stored_at = models.DateTimeField("留存时间")
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "测算结论"
        verbose_name_plural = "测算结论"
        ordering = ("pk",)
        indexes = [models.Index(fields=["enterprise", "-stored_at"], name="finding_of_firm")]
        constraints = [
            models.UniqueConstraint(fields=["digest", "enterprise"], name="finding_once_a_firm"),
            models.CheckConstraint(
                condition=models.Q(erased_at=None) & ~models.Q(body="")
                | models.Q(erased_at__isnull=False, body=""),
                name="finding_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(listing=None, listing_revision=None)
                | models.Q(listing__isnull=False, listing_revision__isnull=False),
                name="finding_listing_with_revision",
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class StoredEasing(models.Model):
    """政策计入: which policies a kept finding of a product counted, at which revision, and to what.

    `body` holds what was put in and what came out; each clause has a finding of its own. It is
    emptied with its finding.
    """

    finding = models.OneToOneField(
        StoredFinding, on_delete=models.PROTECT, related_name="easing", verbose_name="测算结论"
    )
    digest = models.CharField("摘要", max_length=64)
    body = models.TextField("正文", blank=True)

    class Meta:
        verbose_name = "政策计入"
        verbose_name_plural = "政策计入"

    def __str__(self) -> str:
        return self.digest[:12]
