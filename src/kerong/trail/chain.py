"""How one event follows another: the bytes that are hashed, in Python and in SQL alike."""

from datetime import UTC, datetime
from hashlib import sha256

from kerong.kernel.canonical import digest

BEFORE_THE_FIRST = ""


def payload_digest(salt: str, payload: str) -> str:
    """Digest of the payload under its salt; without the salt it gives nothing away."""
    return sha256(f"{salt}:{payload}".encode()).hexdigest()


def content_digest(
    *, stream: str, kind: str, actor: str, role: str, at: datetime, subject: str, payload: str
) -> str:
    """Digest of everything an event says except its place; `payload` is the payload's digest."""
    content = {
        "stream": stream,
        "kind": kind,
        "actor": actor,
        "role": role,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "subject": subject,
        "payload": payload,
    }
    return digest(content)


def link(previous: str, no: int, content: str) -> str:
    """The chain rule: hash of event `no` from the hash before it and its own content."""
    return sha256(f"{previous}:{no}:{content}".encode()).hexdigest()
