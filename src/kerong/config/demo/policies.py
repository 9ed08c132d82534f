"""The policy library: every policy that is shipped, published."""

from datetime import datetime

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import shipped_policies
from kerong.kernel.actor import SYSTEM


def load_policies(at: datetime) -> int:
    """Publish every policy; returns how many."""
    folders = shipped_policies()
    for folder in folders:
        publish_pack(actor=SYSTEM, folder=folder, at=at)
    return len(folders)
