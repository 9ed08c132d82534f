"""Where things lie on disk: the checkout, and the folder that holds what running produces."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ROOT / "assets"
PACKS = ROOT / "packs"
TEMPLATES = PACKS / "templates"  # packs a zone makes its own; in force nowhere until it does
POLICIES = PACKS / "policies"
NODE_MODULES = ROOT / "node_modules"


def shipped_packs() -> list[Path]:
    """Folders of the packs that hold as they are shipped, templates left out."""
    return sorted(
        path.parent for path in PACKS.glob("*/*/offering.yaml") if TEMPLATES not in path.parents
    )


def shipped_policies() -> list[Path]:
    """Folders of the policies that are shipped."""
    return sorted(path.parent for path in POLICIES.glob("*/*/offering.yaml"))


def var_folder() -> Path:
    """Return the folder of databases, documents and collected files; KERONG_VAR moves it."""
    return Path(os.environ.get("KERONG_VAR") or ROOT / "var").resolve()
