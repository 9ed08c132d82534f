"""接口令牌 ApiToken: lets a program act under one mandate; only its digest is kept."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.models.mandate import Mandate
from kerong.parties.models.person import Person


class ApiToken(models.Model):
    """Dies with its mandate, on its last day, or when revoked; whichever comes first."""

    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, related_name="tokens", verbose_name="授权"
    )
    name = models.CharField("用途", max_length=80)
    prefix = models.CharField("前缀", max_length=16)
    digest = models.CharField("摘要", max_length=64, unique=True)
    second_factor = models.BooleanField("签发时已二次验证", default=False)
    issued_at = models.DateTimeField("签发时间")
    issued_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="签发人"
    )
    expires_on = models.DateField("有效期至")
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    last_seen_at = models.DateTimeField("最近使用", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        ordering = ("-issued_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("issued_at")),
                name="api_token_revoked_after_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.prefix}…）"
