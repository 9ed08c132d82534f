"""Upkeep of the document folder, once a day."""

from datetime import datetime

from kerong.documents import access
from kerong.documents.sweep import sweep
from kerong.jobs.schedule import every


@every(86_400, "documents.sweep", access.SWEEP)
def sweep_documents(at: datetime) -> None:
    sweep(at)
