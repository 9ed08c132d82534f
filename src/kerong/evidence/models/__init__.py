"""What is known of a firm: observations, records, the files they came in, consents, snapshots."""

from kerong.evidence.models.batch import ImportBatch
from kerong.evidence.models.consent import Consent, ConsentRead
from kerong.evidence.models.observation import Observation
from kerong.evidence.models.peers import PeerBand
from kerong.evidence.models.record import Record
from kerong.evidence.models.snapshot import Snapshot

__all__ = [
    "Consent",
    "ConsentRead",
    "ImportBatch",
    "Observation",
    "PeerBand",
    "Record",
    "Snapshot",
]
