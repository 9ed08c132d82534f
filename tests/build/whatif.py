"""Drafts of the small loan and their trials, for tests of what-if sheets."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from kerong.kernel.actor import Actor
from kerong.population.models import PackDraft, WhatIfSheet
from kerong.population.send_draft import send_draft
from kerong.population.try_draft import Budget, try_draft
from tests.build import catalogue
from tests.build import population as build
from tests.build.parties import MOMENT

DAY, LATER = build.DAY, MOMENT + timedelta(hours=1)


def draft_folder(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """Revision 2 of the small loan with these replacements in its rules."""
    text = catalogue.PACK_TEXT.replace("revision: 1", "revision: 2")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return catalogue.pack_folder(tmp_path / "draft", text, guide="# 草案\n")


def sent(folder: Path, actor: Actor | None = None) -> PackDraft:
    files = build.files_in(folder)
    return send_draft(actor=actor or build.officer(), files=files, at=MOMENT)


def tried(folder: Path, actor: Actor | None = None, budget: Budget | None = None) -> WhatIfSheet:
    actor = actor or build.officer()
    draft = sent(folder, actor)
    sheet = try_draft(
        actor=actor, digest=draft.digest, budget=budget or Budget(), at=MOMENT, on=DAY
    )
    build.worked(sheet.run, LATER)
    sheet.refresh_from_db()
    return sheet


def body(sheet: WhatIfSheet) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(sheet.body)
    return document


def effects(sheet: WhatIfSheet) -> Mapping[str, int]:
    return {name: count for name, count in body(sheet)["counts"]["effects"].items() if count}
