"""自报法律状态: the firm gives its word on a right, which counts until a register is read."""

from datetime import datetime

from kerong.contracts.pledges.access import TELL_STATUS, asset_for
from kerong.contracts.pledges.models import AssetReading
from kerong.contracts.pledges.note_reading import Reading, keep_reading
from kerong.kernel.actor import Actor


def tell_status(*, actor: Actor, asset_no: str, reading: Reading, at: datetime) -> AssetReading:
    """Raises FigureWrong."""
    TELL_STATUS.require(actor)
    asset = asset_for(actor, asset_no)
    return keep_reading(asset, reading, AssetReading.Source.FIRM, actor=actor, at=at)
