"""What a run stands on: firms by block, facts up to one moment, rules and tables by digest."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from kerong.catalogue.number import catalogue_stand
from kerong.catalogue.revisions import revisions_in_force
from kerong.evidence.said import FactsSeen
from kerong.evidence.snapshot import facts_of_many
from kerong.evidence.thaw import body_of
from kerong.kernel.canonical import digest
from kerong.parties.models import Enterprise
from kerong.population.models import Block, Run, Screening
from kerong.reference.rules_tables import reference_tables
from kerong.rules.offering import OFFERING_KINDS
from kerong.rules.values import Value


def rules_digest(on: date) -> str:
    """Names every revision in force on the day, of products, scorecards and class tests."""
    revisions = revisions_in_force(on, OFFERING_KINDS)
    return digest([[each.offering.code, each.digest] for each in revisions])


def reference_digest(on: date) -> str:
    """Names what a run of that day reads of the tables; the published rates in force are part of
    it, as products and trials work with them."""
    tables = reference_tables()
    return digest([tables.digest_on(on), dict(tables.lpr_ppm(on))])


def moved_since(run: Run) -> str:
    """What of a run's inputs is no longer as it was when the run was asked for, in words; empty
    when all is. A trial brings its own texts; products count where one of them is screened."""
    if reference_digest(run.decided_on) != run.reference_digest:
        return "参考表在运行中变动 the reference tables changed meanwhile"
    if run.kind == Run.Kind.WHAT_IF:
        return ""
    if rules_digest(run.decided_on) != run.rules_digest:
        return "规则在运行中变动 the rules changed meanwhile"
    screened = Screening.objects.filter(ended_at=None, opened_at__lte=run.facts_at)
    if catalogue_stand().no != run.catalogue_no and screened.exists():
        return "产品目录在运行中变动 the catalogue of products changed meanwhile"
    return ""


def firms_of(blocks: Sequence[Block]) -> list[Enterprise]:
    """The firms of some blocks in the order of their keys; one query."""
    inside = [Q(pk__gte=block.first_id, pk__lte=block.last_id) for block in blocks]
    return list(Enterprise.objects.filter(reduce(or_, inside)).order_by("pk"))


def facts_of_firms(run: Run, firms: Sequence[Enterprise]) -> dict[int, FactsSeen]:
    """What was known at the moment the run was asked for; two queries, however many firms."""
    day = run.decided_on
    return facts_of_many(firms, as_of=day, on=day, known_by=run.facts_at)


def observed(seen: FactsSeen) -> dict[str, Value]:
    """Facts somebody stated; what the platform computed before is left out and computed anew."""
    return {code: v for code, v in seen.facts.items() if not seen.origins[code].computed}


def facts_digest(firms: Sequence[Enterprise], seen: Mapping[int, FactsSeen]) -> str:
    return digest([[firm.pk, body_of(seen[firm.pk])] for firm in firms])
