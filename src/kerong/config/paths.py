"""Where things lie on disk: the checkout, and the folder that holds what running produces."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ROOT / "assets"
PACKS = ROOT / "packs"
NODE_MODULES = ROOT / "node_modules"


def var_folder() -> Path:
    """Return the folder of databases, documents and collected files; KERONG_VAR moves it."""
    return Path(os.environ.get("KERONG_VAR") or ROOT / "var").resolve()
