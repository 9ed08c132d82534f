"""Abandoned imports are swept every hour, bands of firms refreshed a few thousand at a time."""

from datetime import datetime

from kerong.evidence import access
from kerong.evidence.discard_import import sweep_imports
from kerong.evidence.peers import refresh_peers
from kerong.jobs.schedule import every

AN_HOUR, FIVE_MINUTES = 3600, 300


@every(AN_HOUR, "evidence.sweep", access.SWEEP)
def sweep_abandoned_imports(at: datetime) -> None:
    sweep_imports(at)


@every(FIVE_MINUTES, "evidence.refresh_peers", access.REFRESH_PEERS)
def refresh_peer_bands(at: datetime) -> None:
    refresh_peers(at)
