"""Sending in a draft: the files of a pack, read and tried on their own examples first."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from kerong.catalogue.examples import run_examples
from kerong.catalogue.pack_files import FILES, NEEDED, read_pack
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Forbidden
from kerong.population.access import TRY_DRAFT
from kerong.population.errors import DraftFilesMissing, DraftTooLarge, DraftUnsound
from kerong.population.models import PackDraft
from kerong.reference.rules_tables import reference_tables
from kerong.trail.record import record

MOST_BYTES = 256 * 1024
_FOLDER = "draft"


def send_draft(*, actor: Actor, files: Mapping[str, bytes], at: datetime) -> PackDraft:
    """The draft, kept once whoever sends it; its digest is that of the pack it would become.

    Raises DraftFilesMissing, DraftTooLarge, RuleTextFault for an unreadable text, DraftUnsound
    when an example comes out differently.
    """
    TRY_DRAFT.require(actor)
    if actor.person_id is None:
        raise Forbidden()
    texts = _texts(files)
    with TemporaryDirectory(prefix="kerong-draft-") as place:
        folder = Path(place) / _FOLDER
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        pack = read_pack(folder)
    problems = run_examples(pack, reference_tables())
    if problems:
        raise DraftUnsound.of(problems)
    draft = PackDraft(
        digest=pack.digest,
        key=pack.rules.key,
        revision=pack.rules.revision,
        title_zh=pack.rules.title.zh,
        title_en=pack.rules.title.en,
        files=texts,
        sent_by_id=actor.person_id,
        sent_at=at,
    )
    return _kept(draft, actor, at)


def _texts(files: Mapping[str, bytes]) -> dict[str, str]:
    missing = [name for name in NEEDED if name not in files]
    if missing:
        raise DraftFilesMissing(names=", ".join(missing))
    texts = {}
    for name in FILES:
        if name not in files:
            continue
        if len(files[name]) > MOST_BYTES:
            raise DraftTooLarge(most=MOST_BYTES // 1024)
        try:
            texts[name] = files[name].decode("utf-8")
        except UnicodeDecodeError:
            raise DraftTooLarge(most=MOST_BYTES // 1024) from None
    return texts


def _kept(draft: PackDraft, actor: Actor, at: datetime) -> PackDraft:
    """The same content again is the same draft, whoever sent it first."""
    with transaction.atomic():
        PackDraft.objects.bulk_create([draft], ignore_conflicts=True)
        kept = PackDraft.objects.get(digest=draft.digest)
        if kept.sent_at == at and kept.sent_by_id == actor.person_id:
            record(
                stream=f"draft:{draft.digest[:32]}",
                kind="draft.sent",
                actor=actor,
                at=at,
                subject=f"offering:{draft.key}",
                facts={"digest": draft.digest, "revision": draft.revision},
            )
    return kept
