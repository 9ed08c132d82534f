"""What the industry and the place on an anonymous card are called, at every level of a code."""

from collections.abc import Mapping

from kerong.reference.models import Division, Industry
from kerong.rules.values import Value

_NAMELESS = ("市辖区", "县", "省直辖县级行政区划")


class CardNames:
    """Industry and division names at every level of one firm's codes; two queries."""

    def __init__(self, facts: Mapping[str, Value]) -> None:
        industry = str(facts.get("industry_code", ""))
        region = str(facts.get("division_code", ""))
        codes = {industry[:kept] for kept in (5, 4, 3, 1)}
        self._names = {
            ("industry", code): name
            for code, name in Industry.objects.filter(code__in=codes).values_list("code", "name")
        }
        self._places(region)

    def _places(self, region: str) -> None:
        """A county is named with its province and city; 市辖区 stands for the province itself."""
        cuts = [region[:kept] for kept in (2, 4, 6)]
        padded = [cut.ljust(6, "0") for cut in cuts]
        found = dict(Division.objects.filter(code__in=padded).values_list("code", "name"))
        name = ""
        for cut, code in zip(cuts, padded, strict=True):
            own = found.get(code, "")
            name += "" if own in _NAMELESS else own
            if name:
                self._names["region", cut] = name

    def of(self, attribute: str, code: str) -> tuple[str, str] | None:
        name = self._names.get((attribute, code))
        return (name, name) if name else None
