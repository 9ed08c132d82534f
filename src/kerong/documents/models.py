"""Files people attached; the content lies in the document folder under a random name."""

from django.db import models
from django.db.models import Q


class Document(models.Model):
    """One file as it was given; never changed. `owner` is the text reference it belongs to."""

    owner = models.CharField("所属事项", max_length=120)
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    place = models.CharField("存放名", max_length=80, unique=True)
    kept_by = models.CharField("上传人", max_length=80)
    kept_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
        ]
        indexes = [models.Index(fields=["owner", "id"], name="document_owner")]

    def __str__(self) -> str:
        return self.name
