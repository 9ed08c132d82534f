"""What the clause of a subsidy is called, for people who are told of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.timezone import localdate

from kerong.catalogue.policies.reads import clauses_on, ended_clauses
from kerong.contracts.subsidies.models import Subsidy
from kerong.rules.programmes.shipped import subsidies

Title = tuple[str, str]


def titles_of(rows: Iterable[Subsidy], at: datetime) -> Mapping[int, Title]:
    """By key of the subsidy (zh, en): its clause, else its programme, else the key of that.

    The same few queries for one as for many; clauses that are over are looked up only where one
    is asked for.
    """
    asked, on = list(rows), localdate(at)
    known: dict[str, Title] = {
        key: (table.title.zh, table.title.en) for key, table in subsidies().items()
    }
    known |= {code: card.clause.title for code, card in clauses_on(on).items()}
    if any(each.clause not in known for each in asked):
        known |= {card.code: card.clause.title for card in ended_clauses(on)}
    return {
        each.pk: known.get(each.clause)
        or known.get(each.programme)
        or (each.programme, each.programme)
        for each in asked
    }
