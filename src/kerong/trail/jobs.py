"""The sealer runs each minute; a walk over all chains when somebody asks for it."""

from datetime import datetime

from kerong.jobs.queue import queued
from kerong.jobs.schedule import every
from kerong.trail import access
from kerong.trail.seal import seal
from kerong.trail.verification import JOB, verify_all


@every(60, "trail.seal", access.SEAL)
def seal_new_heads(at: datetime) -> None:
    seal(at)


@queued(JOB, access.VERIFY, whole=False)
def verify_every_chain(at: datetime) -> None:
    verify_all(at)
