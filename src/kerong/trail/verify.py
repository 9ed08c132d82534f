"""Verification: recompute every chain, seal and signature, and name what does not fit."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from django.db.models import Count, Q

from kerong.trail.chain import BEFORE_THE_FIRST, content_digest, link, payload_digest
from kerong.trail.erase import ERASED
from kerong.trail.keys import trusted_keys
from kerong.trail.models import Event, Seal, Stream
from kerong.trail.seal import published_path, seal_digest

STREAMS_A_READ = 500
_COLUMNS = (
    "stream", "no", "kind", "actor", "role", "at", "subject", "payload_digest", "hash", "salt",
    "payload",
)  # fmt: skip


class Row(Protocol):
    """What verification reads of an event; rows are not made into models, there are many."""

    stream: str
    no: int
    kind: str
    actor: str
    role: str
    at: datetime
    subject: str
    payload_digest: str
    hash: str
    salt: str | None
    payload: str | None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that does not fit: a code, where it is, and a sentence."""

    code: str
    where: str
    zh: str
    en: str


@dataclass(slots=True)
class Verification:
    """What was looked at and what was found; valid when `faults` is empty."""

    streams: int = 0
    events: int = 0
    sealed: int = 0
    unsealed: int = 0
    erased: int = 0
    seals: int = 0
    faults: list[Discrepancy] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        faults = [
            {"code": each.code, "where": each.where, "zh": each.zh, "en": each.en}
            for each in self.faults
        ]
        return {
            "streams": self.streams,
            "events": self.events,
            "sealed": self.sealed,
            "unsealed": self.unsealed,
            "erased": self.erased,
            "seals": self.seals,
            "faults": faults,
        }


SENTENCES = {
    "event.changed": ("事件内容与链值不符。", "The event does not fit its hash."),
    "event.missing": ("链中缺少事件。", "An event is missing from the stream."),
    "event.unexpected": ("链尾之后另有事件。", "There is an event beyond the end of the stream."),
    "stream.missing": ("事件所属的链不存在。", "The stream of these events does not exist."),
    "stream.head": ("链头与最后一个事件不符。", "The stream's head is not its last event."),
    "payload.changed": ("事件内容与摘要不符。", "The payload does not fit its digest."),
    "payload.gone": ("内容缺失且没有抹除记录。", "The payload is gone and no erasure is recorded."),
    "seal.missing": ("缺少封印。", "A seal is missing."),
    "seal.changed": ("封印与其内容不符。", "The seal does not fit its content."),
    "seal.signature": ("封印签名无效。", "The signature of the seal is not valid."),
    "seal.head": ("已封印的链头不见或不符。", "A sealed head is gone or differs."),
    "seal.lost": ("已公布的封印不在库中。", "A published seal is not in the database."),
}


def count_streams() -> int:
    """How much there is to walk, for whoever waits."""
    return Stream.objects.count()


def verify(
    published: Path | None = None, *, step: Callable[[int], None] = lambda streams: None
) -> Verification:
    """Check everything; acts may go on meanwhile. `step` hears how many streams were walked.

    `published` is a copy of the published heads kept elsewhere (default: the file in our own var
    folder). Without an outside copy, a database and var folder put back together look whole.
    """
    found = Verification()
    for streams in _stream_slices():
        _check_slice(streams, found)
        step(len(streams[2]))
    counted = Event.objects.aggregate(sealed=Count("pk", filter=Q(seal__isnull=False)))
    found.sealed = counted["sealed"]
    found.unsealed = max(0, found.events - found.sealed)
    _check_seals(found)
    _check_published(published, found)
    return found


def _fault(found: Verification, code: str, where: str) -> None:
    zh, en = SENTENCES[code]
    found.faults.append(Discrepancy(code, where, zh, en))


def _stream_slices() -> Iterator[tuple[str, str | None, dict[str, Stream]]]:
    """Slices of the key space, in the database's own order: (after, up to, streams)."""
    after = ""
    while True:
        streams = list(Stream.objects.filter(key__gt=after).order_by("key")[:STREAMS_A_READ])
        full = len(streams) == STREAMS_A_READ
        yield after, streams[-1].key if full else None, {each.key: each for each in streams}
        if not full:
            return
        after = streams[-1].key


def _check_slice(slice_of: tuple[str, str | None, dict[str, Stream]], found: Verification) -> None:
    after, up_to, streams = slice_of
    found.streams += len(streams)
    events = Event.objects.filter(stream__gt=after).order_by("stream", "no")
    if up_to is not None:
        events = events.filter(stream__lte=up_to)
    unseen = dict(streams)
    in_order = events.values_list(*_COLUMNS, named=True).iterator(chunk_size=2000)
    for key, chain in groupby(in_order, key=lambda event: event.stream):
        walk = _Walk(key, unseen.pop(key, None), found)
        for event in chain:
            walk.step(event)
        walk.end()
    for key, stream in unseen.items():
        _fault(found, "event.missing", f"{key}#1..{stream.last_no}")


class _Walk:
    """Walks one stream; every event is held against its stored predecessor, so a fault is local."""

    def __init__(self, key: str, stream: Stream | None, found: Verification) -> None:
        self.key, self.stream, self.found = key, stream, found
        self.no, self.head = 0, BEFORE_THE_FIRST
        self.gone: set[int] = set()
        self.explained: set[int] = set()
        self.hash_at_head: str | None = None

    def step(self, event: Row) -> None:
        self.found.events += 1
        if event.no != self.no + 1:
            self._fault("event.missing", f"{self.no + 1}..{event.no - 1}")
        elif event.hash != link(self.head, event.no, content_of(event)):
            self._fault("event.changed", event.no)
        self._check_payload(event)
        self.no, self.head = event.no, event.hash
        if self.stream is not None and event.no == self.stream.last_no:
            self.hash_at_head = event.hash

    def _check_payload(self, event: Row) -> None:
        if event.payload is None or event.salt is None:
            self.found.erased += 1
            self.gone.add(event.no)
        elif payload_digest(event.salt, event.payload) != event.payload_digest:
            self._fault("payload.changed", event.no)
        elif event.kind == ERASED:
            self.explained.add(int(json.loads(event.payload)["facts"]["no"]))

    def end(self) -> None:
        for no in sorted(self.gone - self.explained):
            self._fault("payload.gone", no)
        if self.stream is None:
            # Written after the slice of streams was read, or never: only a second look tells.
            self.stream = Stream.objects.filter(key=self.key).first()
            if self.stream is None:
                self._fault("stream.missing", f"1..{self.no}")
            return
        if self.no < self.stream.last_no:
            self._fault("event.missing", f"{self.no + 1}..{self.stream.last_no}")
        elif self.hash_at_head != self.stream.head:
            self._fault("stream.head", self.stream.last_no)
        if self.no > self.stream.last_no and not self._grew():
            self._fault("event.unexpected", f"{self.stream.last_no + 1}..{self.no}")

    def _grew(self) -> bool:
        return Stream.objects.filter(key=self.key, last_no__gte=self.no).exists()

    def _fault(self, code: str, no: int | str) -> None:
        _fault(self.found, code, f"{self.key}#{no}")


def content_of(event: Row) -> str:
    return content_digest(
        stream=event.stream,
        kind=event.kind,
        actor=event.actor,
        role=event.role,
        at=event.at,
        subject=event.subject,
        payload=event.payload_digest,
    )


def _check_seals(found: Verification) -> None:
    keys, previous, expected = trusted_keys(), "", 1
    for each in Seal.objects.order_by("no").iterator(chunk_size=200):
        found.seals += 1
        if each.no != expected:
            _fault(found, "seal.missing", f"seal:{expected}..{each.no - 1}")
        hashed = seal_digest(no=each.no, at=each.at, previous=each.previous, heads=each.heads)
        if hashed != each.hash or (each.no == expected and each.previous != previous):
            _fault(found, "seal.changed", f"seal:{each.no}")
        try:
            keys[each.key_id].verify(bytes.fromhex(each.signature), each.hash.encode())
        except (KeyError, ValueError, InvalidSignature):
            _fault(found, "seal.signature", f"seal:{each.no}")
        _check_heads(each, found)
        previous, expected = each.hash, each.no + 1


def _check_heads(each: Seal, found: Verification) -> None:
    try:
        heads = {(stream, no): hashed for stream, no, hashed in json.loads(each.heads)}
    except (ValueError, TypeError):
        return  # unreadable heads cannot fit the hash either, which is already reported
    held = {
        (event["stream"], event["no"]): event["hash"]
        for event in Event.objects.filter(seal=each).values("stream", "no", "hash")
    }
    for (stream, no), hashed in heads.items():
        there = held.get((stream, no)) or _hash_of(stream, no)
        if there != hashed:
            _fault(found, "seal.head", f"{stream}#{no} (seal:{each.no})")


def _hash_of(stream: str, no: int) -> str | None:
    return Event.objects.filter(stream=stream, no=no).values_list("hash", flat=True).first()


def _check_published(copy: Path | None, found: Verification) -> None:
    path = copy or published_path()
    if path is None or not path.exists():
        return
    with path.open(encoding="utf-8") as published:
        told = {int(line["no"]): str(line["hash"]) for line in map(json.loads, published)}
    held = dict(Seal.objects.values_list("no", "hash"))
    for no, hashed in sorted(told.items()):
        if held.get(no) != hashed:
            _fault(found, "seal.lost", f"seal:{no}")
