"""同类档位 PeerBand: a firm's finest bands, kept so that alike firms can be counted quickly."""

from django.db import models


class PeerBand(models.Model):
    """Only bands, never values; rebuilt from the facts, so it may be emptied at any time."""

    enterprise = models.OneToOneField(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="peer_band",
        verbose_name="企业",
    )
    industry = models.CharField("行业", max_length=8, blank=True, default="")
    region = models.CharField("地区", max_length=12, blank=True, default="")
    size = models.CharField("规模", max_length=16, blank=True, default="")
    years = models.CharField("成立年限档", max_length=16, blank=True, default="")
    revenue = models.CharField("营收档", max_length=16, blank=True, default="")
    points = models.CharField("积分档", max_length=16, blank=True, default="")
    standing = models.CharField("资质档", max_length=16, blank=True, default="")
    tax_grade = models.CharField("纳税信用档", max_length=16, blank=True, default="")
    refreshed_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "同类档位"
        verbose_name_plural = "同类档位"
        ordering = ("pk",)
        indexes = [
            models.Index(fields=["size", "industry"], name="peer_band_alike"),
            models.Index(fields=["refreshed_at"], name="peer_band_age"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.industry} · {self.size}"
