"""Abandoned imports are swept every hour."""

from datetime import datetime

from kerong.evidence import access
from kerong.evidence.discard_import import sweep_imports
from kerong.jobs.schedule import every

AN_HOUR = 3600


@every(AN_HOUR, "evidence.sweep", access.SWEEP)
def sweep_abandoned_imports(at: datetime) -> None:
    sweep_imports(at)
