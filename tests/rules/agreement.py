"""Puts an answer of the engine beside the oracle's, in one shape."""

from fractions import Fraction

from kerong.rules.engine_1 import LIMIT, Result
from kerong.rules.values import SCALE


def of_engine(result: Result) -> dict:
    return {
        "outcome": result.outcome,
        "route": result.route,
        "lines": [
            (line.fact, line.operator, line.outcome, _natural(line.kind, line.distance))
            for line in result.lines
            if line.fact != LIMIT
        ],
        "limit": (result.limit_fen, *(result.limit_range_fen or (None, None))),
        "limit_outcome": next((ln.outcome for ln in result.lines if ln.fact == LIMIT), "meets"),
        "rate": (result.rate_ppm, *(result.rate_range_ppm or (None, None))),
        "term": (result.term_months, *(result.term_range_months or (None, None))),
        "missing": list(result.missing),
    }


def of_oracle(answer: dict) -> dict:
    def amount(part: str) -> tuple:
        return answer[part]["value"], answer[part]["low"], answer[part]["high"]

    return {
        "outcome": answer["outcome"],
        "route": answer["route"],
        "lines": [
            (line["fact"], line["operator"], line["outcome"], line["distance"])
            for line in answer["lines"]
        ],
        "limit": amount("limit"),
        "limit_outcome": answer["limit"]["outcome"],
        "rate": amount("rate"),
        "term": amount("term"),
        "missing": answer["missing"],
    }


def _natural(kind: str, distance):
    if distance is None:
        return None
    if isinstance(distance, tuple):
        return Fraction(*distance)
    return Fraction(distance, SCALE.get(kind, 1))
