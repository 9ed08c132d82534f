"""Streams of events and the seals over them; rows are added, never edited."""

import json
from typing import Any

from django.db import models


class Stream(models.Model):
    """One chain (链) of events, named by the reference of what it is about: "case:N2026-000123".

    `head` is the hash of event `last_no`. The row is what two acts on one stream queue up at;
    acts on different streams share nothing.
    """

    key = models.CharField("链名", max_length=120, primary_key=True)
    last_no = models.PositiveIntegerField("最后序号")
    head = models.CharField("链头", max_length=64)

    class Meta:
        verbose_name = "留痕链"
        verbose_name_plural = "留痕链"
        constraints = [
            models.CheckConstraint(condition=models.Q(last_no__gte=1), name="stream_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.key} · {self.last_no}"


class Seal(models.Model):
    """Links the stream heads that are new since the seal before into one signed chain (封印).

    `heads` is canonical JSON: [[stream, no, hash], …] in stream order.
    """

    no = models.PositiveIntegerField("序号", primary_key=True)
    at = models.DateTimeField("封印时间")
    heads = models.TextField("链头清单")
    previous = models.CharField("前一封印", max_length=64, blank=True)
    hash = models.CharField("封印值", max_length=64)
    signature = models.CharField("签名", max_length=128)
    key_id = models.CharField("密钥编号", max_length=16)

    class Meta:
        verbose_name = "封印"
        verbose_name_plural = "封印"

    def __str__(self) -> str:
        return f"{self.no} · {self.hash[:12]}"


class Event(models.Model):
    """Something that happened (事件): who, when, about what.

    The payload is held apart from the chain: the chain covers only `payload_digest`, a digest
    salted with `salt`. Erasing sets both to NULL and leaves every hash as it was.
    """

    stream = models.CharField(
        "留痕链", max_length=120
    )  # Stream.key; a foreign key would slow each act
    no = models.PositiveIntegerField("序号")
    kind = models.CharField("事件", max_length=80)
    actor = models.CharField("办理人", max_length=80)
    role = models.CharField("身份", max_length=32)
    at = models.DateTimeField("时间")
    subject = models.CharField("对象", max_length=120)
    payload_digest = models.CharField("内容摘要", max_length=64)
    hash = models.CharField("链值", max_length=64)
    salt = models.CharField("盐", max_length=32, null=True)  # noqa: DJ001  NULL is "erased"
    payload = models.TextField("内容", null=True)  # noqa: DJ001
    seal = models.ForeignKey(
        Seal, models.PROTECT, null=True, related_name="events", verbose_name="封印"
    )

    class Meta:
        verbose_name = "事件"
        verbose_name_plural = "事件"
        constraints = [
            models.UniqueConstraint(fields=["stream", "no"], name="event_one_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} · {self.no} · {self.kind}"

    @property
    def is_erased(self) -> bool:
        return self.payload is None

    @property
    def facts(self) -> dict[str, Any]:
        """What was recorded; empty once erased."""
        return dict(self._body().get("facts", {}))

    @property
    def actor_name(self) -> str:
        """The name the actor bore then; empty once erased."""
        return str(self._body().get("actor_name", ""))

    def _body(self) -> dict[str, Any]:
        return dict(json.loads(self.payload)) if self.payload is not None else {}
