"""The sealer (封印): links new stream heads into one signed chain and publishes its head."""

import json
import os
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from django.db import IntegrityError, transaction

from kerong.kernel.canonical import canonical_json, digest
from kerong.trail.keys import key_folder, key_id, make_seal_key, seal_key
from kerong.trail.models import Event, Seal

EVENTS_A_SEAL = 500
SEALS_A_RUN = 200
LONGEST_LINE = 4096


def seal(at: datetime) -> int:
    """Seal what is not sealed yet, oldest streams first; returns the number of events sealed.

    Safe to run twice at once: a seal number can be taken once, the later sealer leaves the work
    to the earlier. Ends by appending the new signed heads to the published file.
    """
    prepare_sealing()
    sealed = 0
    for _ in range(SEALS_A_RUN):
        count = _seal_once(at)
        sealed += count
        if count < EVENTS_A_SEAL:
            break
    publish_heads()
    return sealed


def prepare_sealing() -> None:
    """Make the key pair before the first seal; where seals exist a lost key is not replaced."""
    if not Seal.objects.exists():
        make_seal_key()


def seal_digest(*, no: int, at: datetime, previous: str, heads: str) -> str:
    """What is signed: place, time, predecessor and the list of heads."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return digest({"no": no, "at": moment, "previous": previous, "heads": heads})


def published_path() -> Path | None:
    """Signed heads, one JSON a line; meant to be shipped to where the operator cannot write.

    Named after the first seal, so that a new database never continues the file of an old one.
    """
    first = Seal.objects.filter(no=1).values_list("hash", flat=True).first()
    return key_folder() / f"published-{first[:16]}.jsonl" if first else None


def publish_heads() -> int:
    """Append the heads that the published file lacks; returns how many."""
    path = published_path()
    if path is None:
        return 0
    seals = Seal.objects.filter(no__gt=_last_published(path)).order_by("no")
    lines = [json.dumps(head_document(each), sort_keys=True) + "\n" for each in seals]
    with path.open("a", encoding="utf-8") as published:
        published.writelines(lines)
    return len(lines)


def head_document(each: Seal) -> dict[str, str | int]:
    """A seal as told to outsiders: enough to prove later that it existed."""
    return {
        "no": each.no,
        "at": each.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "hash": each.hash,
        "signature": each.signature,
        "key_id": each.key_id,
    }


def _seal_once(at: datetime) -> int:
    key = seal_key()
    try:
        with transaction.atomic():
            # The last seal is read first: whoever sealed these events since then took the number.
            last = Seal.objects.order_by("-no").first()
            events = _unsealed()
            if not events:
                return 0
            no, previous = (last.no + 1, last.hash) if last else (1, "")
            heads = _heads(events)
            hashed = seal_digest(no=no, at=at, previous=previous, heads=heads)
            made = Seal.objects.create(
                no=no, at=at, heads=heads, previous=previous, hash=hashed,
                signature=key.sign(hashed.encode()).hex(), key_id=key_id(key.public_key()),
            )  # fmt: skip
            Event.objects.filter(pk__in=[event.pk for event in events]).update(seal=made)
    except IntegrityError:  # another sealer took this number
        return 0
    return len(events)


def _unsealed() -> list[Event]:
    columns = Event.objects.filter(seal=None).only("id", "stream", "no", "hash")
    return list(columns.order_by("stream", "no")[:EVENTS_A_SEAL])


def _heads(events: list[Event]) -> str:
    heads: list[list[str | int]] = []
    for stream, group in groupby(events, key=lambda event: event.stream):
        newest = list(group)[-1]
        heads.append([stream, newest.no, newest.hash])
    return canonical_json(heads).decode()


def _last_published(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as published:
        published.seek(0, os.SEEK_END)
        published.seek(max(0, published.tell() - LONGEST_LINE))
        lines = published.read().splitlines()
    return int(json.loads(lines[-1])["no"]) if lines else 0
