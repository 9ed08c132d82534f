"""Collects what stands against going live: deploy checks and migrations not applied."""

from dataclasses import asdict, dataclass

from django.core import checks
from django.db import DatabaseError

from kerong.config.preparing import pending_migrations


@dataclass(frozen=True)
class DeployFault:
    level: str
    code: str
    words: str

    def document(self) -> dict[str, str]:
        return asdict(self)


def deploy_faults() -> list[DeployFault]:
    """Return all warnings and errors, errors first."""
    messages = checks.run_checks(include_deployment_checks=True, databases=["default"])
    found = [
        DeployFault(
            "error" if message.level >= checks.ERROR else "warning",
            message.id or "check",
            " ".join(str(message.msg).split()),
        )
        for message in messages
        if message.level >= checks.WARNING and not message.is_silenced()
    ]
    found += _migration_faults()
    return sorted(found, key=lambda fault: (fault.level != "error", fault.code))


def _migration_faults() -> list[DeployFault]:
    try:
        return [
            DeployFault("error", "kerong.E010", f"migration not applied: {name}")
            for name in pending_migrations()
        ]
    except DatabaseError:
        return []
