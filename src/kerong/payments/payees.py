"""Who is paid: names of parties behind text references, many in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from kerong.kernel.references import split_reference
from kerong.parties.models import Enterprise, Institution
from kerong.payments.errors import PayeeUnknown

IDS_A_READ = 500


@dataclass(frozen=True, slots=True)
class Payee:
    """A party as a payment names it."""

    reference: str
    name: str
    find_text: str
    is_sample: bool


def payees_of(references: Iterable[str]) -> dict[str, Payee]:
    """The parties of "enterprise:3" and "institution:4"; raises PayeeUnknown for a stranger."""
    wanted = sorted(set(references))
    ids: dict[str, list[int]] = {"enterprise": [], "institution": []}
    for each in wanted:
        kind, no = split_reference(each)
        if kind not in ids or not no.isdigit():
            raise PayeeUnknown(payee=each[:80])
        ids[kind].append(int(no))
    found: dict[str, Payee] = {}
    for model, kind in ((Enterprise, "enterprise"), (Institution, "institution")):
        for start in range(0, len(ids[kind]), IDS_A_READ):
            part = ids[kind][start : start + IDS_A_READ]
            rows = model.objects.filter(pk__in=part)
            for row in rows.only("name", "find_text", "is_sample"):
                found[row.reference] = Payee(row.reference, row.name, row.find_text, row.is_sample)
    for each in wanted:
        if each not in found:
            raise PayeeUnknown(payee=each[:80])
    return found
