"""Writes random scorecards as text, every function and shape of weight among them."""

import json
from random import Random
from typing import Any

from tests.build.rules import BY_TYPE, CHOICES, number_text

WORDS = {"zh": "指标", "en": "indicator"}
NUMERIC = ("money", "count", "ratio")
STAGES = ("start_up", "growth", "mature")
RISING = {
    "money": ["0元", "0.01元", "100元", "150.05元", "200元", "1万"],
    "count": ["0", "1", "2", "3", "4"],
    "ratio": ["0%", "25%", "0.333333", "50%", "1"],
}


class ScorecardWriter:
    """One random scorecard; `text` is JSON, which is YAML."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def text(self) -> str:
        rng = self.rng
        groups = [self._group(at) for at in range(rng.randint(1, 3))]
        indicators = [self._indicator(at, groups) for at in range(rng.randint(1, 6))]
        card: dict[str, Any] = {"groups": groups, "indicators": indicators}
        if rng.random() < 0.6:
            card["grades"] = [
                {"code": "A", "from": rng.choice(["8", "5.5"])},
                {"code": "B", "from": rng.choice(["2", "3.25"])},
                {"code": "none"},
            ]
        if rng.random() < 0.3:
            first = groups[0]["code"]
            card["value"] = rng.choice([f"{first} / 3", f"0.5 * {first} + {groups[-1]['code']}"])
        card["veto"] = [self._veto("grades" in card) for _ in range(rng.randint(0, 2))]
        text = {
            "key": "random-card",
            "revision": 1,
            "kind": "scorecard",
            "title": WORDS,
            "basis": {"document": "invented", "source": "test", "verified": True},
            "open": {"from": "2020-01-01"},
            "measures": {
                "patents_each": {
                    "formula": "invention_patents / lenders_count",
                    "unit": "ratio",
                    "title": WORDS,
                }
            },
            "scorecard": card,
        }
        return json.dumps(text, ensure_ascii=False)

    def _group(self, at: int) -> dict[str, Any]:
        group: dict[str, Any] = {"code": f"group{at}", "title": WORDS}
        if self.rng.random() < 0.4:
            group["most"] = self.rng.choice(["3", "7.5"])
        if self.rng.random() < 0.2:
            group["least"] = self.rng.choice(["-2", "1"])
        return group

    def _raw(self) -> tuple[str, str]:
        if self.rng.random() < 0.15:
            return "patents_each", "ratio"
        kind = self.rng.choice(NUMERIC)
        return self.rng.choice(BY_TYPE[kind]), kind

    def _weight(self) -> Any:
        rng = self.rng
        plain = rng.choice(["1", "4", "7.3", "10"])
        by_stage = {stage: rng.choice(["1", "2.5", "6"]) for stage in STAGES}
        dated = {"2020-01-01": plain, "2026-06-30": rng.choice(["3", "5"]), "2027-01-01": "9"}
        dated_stages = {"2020-01-01": by_stage, "2026-07-01": dict.fromkeys(STAGES, "1")}
        return rng.choice([plain, plain, by_stage, dated, dated_stages])

    def _indicator(self, at: int, groups: list[dict[str, Any]]) -> dict[str, Any]:
        rng = self.rng
        raw, kind = self._raw()
        weight = self._weight()
        item: dict[str, Any] = {
            "code": f"item{at}",
            "group": rng.choice(groups)["code"],
            "title": WORDS,
            "raw": raw,
            "weight": weight,
            "category": 5,
            "clause": "1",
        }
        function = rng.choice(["steps", "steps_at_most", "efficacy", "direct", "points"])
        if function == "points":
            item |= {"weight": "10", "steps": self._steps(kind, ["1", "2.5", "0", "10"])}
        elif function == "efficacy":
            two = rng.sample(RISING[kind], 2)
            item["efficacy"] = two
        elif function == "direct":
            item |= self._direct(raw, kind)
        else:
            item[function] = self._steps(kind, ["20%", "50%", "33.3333%", "100%"])
            item["otherwise"] = rng.choice(["0%", "10%"])
        return item

    def _steps(self, kind: str, values: list[str]) -> dict[str, str]:
        some = sorted(self.rng.sample(range(len(RISING[kind])), self.rng.randint(1, 3)))
        return {RISING[kind][at]: self.rng.choice(values) for at in some}

    def _direct(self, raw: str, kind: str) -> dict[str, Any]:
        rng = self.rng
        if kind == "money":
            return {"direct": f"steps({raw}, 0, (100元, 2), (200元, 3.5))"}
        if rng.random() < 0.3:
            flag = rng.choice(BY_TYPE["flag"])
            return {"raw": flag, "direct": f"by({flag}, true=4, false=0.5)"}
        least = {"least": "-3"} if rng.random() < 0.4 else {}
        return {"direct": rng.choice([f"2 * {raw}", f"1 - {raw}", f"{raw} / 3"]), **least}

    def _veto(self, graded: bool) -> dict[str, Any]:
        rng = self.rng
        kind = rng.choice(["flag", "code", "count", "money", "ratio"])
        line: dict[str, Any] = {"clause": "veto", "say": WORDS}
        if kind == "flag":
            line |= {"fact": rng.choice(BY_TYPE["flag"]), rng.choice(["is", "is_not"]): True}
        elif kind == "code":
            fact = rng.choice(["tax_credit_grade", "environment_grade"])
            some = rng.sample(CHOICES[fact], 2)
            line |= {"fact": fact, rng.choice(["in", "not_in"]): some}
        else:
            operator = rng.choice(["at_least", "at_most", "more_than", "less_than"])
            line |= {"fact": rng.choice(BY_TYPE[kind]), operator: number_text(rng, kind)}
        if graded and rng.random() < 0.5:
            return {"line": line, "otherwise": {"grade": rng.choice(["B", "none"])}}
        return {"line": line, "otherwise": {"points": rng.choice(["0", "0", "1.5"])}}
