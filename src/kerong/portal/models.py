"""暂存表单 KeptForm: what a person typed and has not sent yet, so that nothing typed is lost."""

from typing import Any

from django.conf import settings
from django.db import models


class KeptForm(models.Model):
    """One row a person, firm and form; `fields` are the raw texts, checked only when sent.

    `client_key` is born with the row and goes along when the form is sent, so that a second
    sending of the same form is the same act.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="kept_forms",
        verbose_name="填写人",
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="kept_forms",
        verbose_name="企业",
    )
    form = models.CharField("表单", max_length=40)
    fields: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        "已填内容", default=dict
    )
    client_key = models.CharField("客户端键", max_length=64)
    kept_at = models.DateTimeField("暂存时间")

    class Meta:
        verbose_name = "暂存表单"
        verbose_name_plural = "暂存表单"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "enterprise", "form"], name="kept_form_one_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.person_id}"
