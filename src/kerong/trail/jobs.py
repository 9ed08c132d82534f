"""The sealer runs each minute."""

from datetime import datetime

from kerong.jobs.schedule import every
from kerong.trail import access
from kerong.trail.seal import seal


@every(60, "trail.seal", access.SEAL)
def seal_new_heads(at: datetime) -> None:
    seal(at)
