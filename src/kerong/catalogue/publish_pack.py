"""Publishing a pack: its examples run, its content is frozen, calculations see it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from kerong.catalogue.access import PUBLISH_PACK
from kerong.catalogue.errors import (
    PackChanged,
    PackFault,
    PackNumberGap,
    PackStrandsListings,
    SecondPersonPublishes,
    SheetMissing,
    SheetOfAnotherText,
)
from kerong.catalogue.examples import Problem, run_examples
from kerong.catalogue.models import Listing, Offering, Revision
from kerong.catalogue.number import raise_catalogue_number
from kerong.catalogue.one_card_a_place import require_place_of_its_own
from kerong.catalogue.pack_files import Pack, read_pack
from kerong.catalogue.policies.clauses_once import require_clauses_of_its_own
from kerong.kernel.actor import Actor
from kerong.reference.rules_tables import reference_tables
from kerong.rules.errors import ListingNumbersFault, RuleTextFault
from kerong.rules.listings import listing_arguments
from kerong.trail.record import record


@dataclass(frozen=True, slots=True)
class PackReport:
    """What checking a folder found; `digest` is empty when the pack could not be read."""

    folder: str
    key: str
    revision: int
    digest: str
    examples: int
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems

    def document(self, language: str = "zh-hans") -> dict[str, object]:
        """The shape `kerong pack check` prints."""
        english = language.lower().startswith("en")
        return {
            "pack": self.folder,
            "key": self.key,
            "revision": self.revision,
            "digest": self.digest,
            "examples": self.examples,
            "problems": [
                {"place": each.place, "message": each.en if english else each.zh}
                for each in self.problems
            ],
        }


@dataclass(frozen=True, slots=True)
class Cited:
    """A what-if sheet by its digest: which text it tried, and who made it."""

    digest: str
    draft_digest: str
    author_id: int


@dataclass(frozen=True, slots=True)
class Published:
    """`written` is False when this very content was already published."""

    revision: Revision
    written: bool


def check_pack(folder: Path) -> PackReport:
    """Read the pack and run its examples against the reference tables; writes nothing."""
    try:
        pack = read_pack(folder)
    except RuleTextFault as fault:
        problem = Problem(str(fault.facts["file"]), fault.say("zh-hans"), fault.say("en"))
        return PackReport(folder.name, "", 0, "", 0, (problem,))
    problems = tuple(run_examples(pack, reference_tables()))
    return PackReport(
        pack.folder,
        pack.rules.key,
        pack.rules.revision,
        pack.digest,
        len(pack.examples),
        problems,
    )


def publish_pack(
    *, actor: Actor, folder: Path, at: datetime, sheet: Cited | None = None
) -> Published:
    """Freeze the pack as a revision; the same content again changes nothing.

    A text is tried on all firms before it counts: `sheet` cites that trial, and somebody other
    than its author publishes. Only the system may do without, for an offering nobody knows yet:
    that is how a platform gets its first packs.

    Raises SheetMissing, SheetOfAnotherText or SecondPersonPublishes; RuleTextFault or PackFault for
    an unsound pack, PackChanged for other content under a published number, PackNumberGap for a
    number out of turn, PackStrandsListings when a product on the shelf would no longer fit,
    ScorecardsOverlap or ScorecardsCircle for a scorecard beside others, ClauseTaken for a clause
    that another policy has.
    """
    PUBLISH_PACK.require(actor)
    pack = read_pack(folder)
    problems = run_examples(pack, reference_tables())
    if problems:
        raise PackFault(
            pack=pack.folder,
            count=len(problems),
            first=f"{problems[0].place}: {problems[0].en}",
            first_zh=f"{problems[0].place}：{problems[0].zh}",
            problems=[{"place": p.place, "zh": p.zh, "en": p.en} for p in problems],
        )
    with transaction.atomic():
        known = _known(pack)
        if known is not None:
            return Published(known, written=False)
        _require_trial(pack, actor, sheet)
        _require_room_for_listings(pack)
        require_place_of_its_own(pack.rules)
        require_clauses_of_its_own(pack.rules)
        revision = _freeze(pack, actor, at)
        raise_catalogue_number()
        record(
            stream=f"offering:{pack.rules.key}",
            kind="pack.published",
            actor=actor,
            at=at,
            subject=f"offering:{pack.rules.key}",
            facts={
                "no": revision.no,
                "digest": revision.digest,
                "sheet": sheet.digest if sheet else "",
            },
        )
    return Published(revision, written=True)


def _known(pack: Pack) -> Revision | None:
    rules = pack.rules
    published = {
        revision.no: revision for revision in Revision.objects.filter(offering__code=rules.key)
    }
    known = published.get(rules.revision)
    if known is None:
        expected = max(published, default=0) + 1
        if rules.revision != expected:
            raise PackNumberGap(key=rules.key, no=rules.revision, expected=expected)
        return None
    if known.digest != pack.digest:
        raise PackChanged(key=rules.key, no=rules.revision)
    return known


def _require_trial(pack: Pack, actor: Actor, sheet: Cited | None) -> None:
    if sheet is None:
        if actor.person_id is None and pack.rules.revision == 1:
            return
        raise SheetMissing(key=pack.rules.key, no=pack.rules.revision)
    if sheet.draft_digest != pack.digest:
        raise SheetOfAnotherText(key=pack.rules.key)
    if actor.person_id in (None, sheet.author_id):
        raise SecondPersonPublishes()


def _require_room_for_listings(pack: Pack) -> None:
    live = Listing.objects.filter(offering__code=pack.rules.key, state=Listing.State.LIVE)
    stranded = []
    for listing in live.select_related("live"):
        assert listing.live is not None
        try:
            listing_arguments(pack.rules, listing.code, listing.live.numbers)
        except ListingNumbersFault:
            stranded.append(listing.code)
    if stranded:
        raise PackStrandsListings(key=pack.rules.key, listings=sorted(stranded))


def _freeze(pack: Pack, actor: Actor, at: datetime) -> Revision:
    rules = pack.rules
    offering, _ = Offering.objects.get_or_create(
        code=rules.key,
        defaults={"kind": rules.kind, "title_zh": rules.title.zh, "title_en": rules.title.en},
    )
    return Revision.objects.create(
        offering=offering,
        no=rules.revision,
        digest=pack.digest,
        rules_digest=rules.digest,
        body=pack.body,
        examples=pack.examples_text,
        guide=pack.guide,
        in_force_from=rules.open_from,
        in_force_until=rules.open_until,
        verified=rules.basis.verified,
        published_at=at,
        published_by=actor.reference,
    )
