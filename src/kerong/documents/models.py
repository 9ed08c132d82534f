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


class IssuedDocument(models.Model):
    """出具的文件: a paper of ours, as facts and a template; printed when asked for.

    `subject` is the text reference it speaks of, `topic` what it says about it, `party` whom it is
    addressed to. Facts are frozen; the check code is drawn from them and a key, never stored.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", "函"
        DECISION = "decision", "决定书"
        NOTICE = "notice", "告知书"
        PAYMENT_LIST = "payment_list", "支付清单"
        EXTRACT = "extract", "明细"

    class State(models.TextChoices):
        VALID = "valid", "有效"
        REPLACED = "replaced", "已替换"
        REVOKED = "revoked", "已撤销"

    no = models.CharField("编号", max_length=32, unique=True)
    kind = models.CharField("种类", max_length=16, choices=Kind)
    topic = models.CharField("事由", max_length=40)
    subject = models.CharField("所涉事项", max_length=120)
    party = models.CharField("致", max_length=80, blank=True)
    facts = models.TextField("内容")
    digest = models.CharField("内容摘要", max_length=64)
    template = models.PositiveSmallIntegerField("模板版次")
    key_id = models.CharField("校验密钥", max_length=16)
    issued_by = models.CharField("出具人", max_length=80)
    issued_at = models.DateTimeField("出具时间")
    state = models.CharField("状态", max_length=10, choices=State, default=State.VALID)
    ended_at = models.DateTimeField("失效时间", null=True, blank=True)
    end_reason = models.CharField("失效原因", max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="替换为",
    )

    class Meta:
        verbose_name = "出具的文件"
        verbose_name_plural = "出具的文件"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "topic", "digest"],
                condition=Q(state="valid"),
                name="issued_once_for_the_same_facts",
            ),
            models.CheckConstraint(
                condition=Q(state="valid", ended_at=None)
                | (~Q(state="valid") & Q(ended_at__isnull=False)),
                name="issued_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="replaced", replaced_by__isnull=False)
                | (~Q(state="replaced") & Q(replaced_by=None)),
                name="issued_replaced_says_by_what",
            ),
        ]
        indexes = [
            models.Index(fields=["party", "id"], name="issued_to"),
            models.Index(fields=["subject", "topic", "id"], name="issued_about"),
        ]

    def __str__(self) -> str:
        return self.no
