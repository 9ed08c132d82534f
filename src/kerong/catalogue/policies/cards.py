"""What is shown of a clause beside its rules."""

from dataclasses import dataclass

from kerong.parties.names import find_text_of, initials_of
from kerong.rules.benefits.benefit import Clause
from kerong.rules.offering import Constant, OfferingRules

_DIVISION = "division_code"
_PLACES = (_DIVISION, "functional_zone")


@dataclass(frozen=True, slots=True)
class ClauseCard:
    """A clause with the policy it stands in, its revision, and the text a search looks through."""

    clause: Clause
    rules: OfferingRules
    revision_digest: str
    find_text: str

    @property
    def code(self) -> str:
        return self.clause.code

    @property
    def places(self) -> tuple[str, ...] | None:
        """Prefixes of the divisions it is for; None where it asks for no place, () for a zone."""
        lines = self.rules.conditions.values()
        asked = [line for line in lines if line.left in _PLACES]
        if not asked:
            return None
        asks = [ask for line in asked if line.left == _DIVISION for ask in line.asked]
        return tuple(str(ask.value) for ask in asks if isinstance(ask, Constant))

    @property
    def verified(self) -> bool:
        """Whether somebody saw the statement at its origin."""
        return self.clause.verified


def cards_of(rules: OfferingRules, revision_digest: str) -> list[ClauseCard]:
    """Every clause of a policy, in the order of the text."""
    return [
        ClauseCard(clause, rules, revision_digest, _find_text(clause, rules))
        for clause in rules.clauses
    ]


def _find_text(clause: Clause, rules: OfferingRules) -> str:
    """Code, names with their initials, document, issuer and place."""
    benefit = clause.benefit
    return find_text_of(
        *(clause.code, *clause.title, initials_of(clause.title[0]), *(clause.words or ())),
        *(rules.title.zh, rules.title.en, initials_of(rules.title.zh), rules.basis.document),
        *(*benefit.issuer, *benefit.region, benefit.document_no),
    )
