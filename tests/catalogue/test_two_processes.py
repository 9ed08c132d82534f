"""Two processes: an approved listing is in the other's next calculation, nothing compiled."""

import json
from pathlib import Path

import pytest

from tests.build.machine import finished, machine
from tests.build.nursery import Child

pytestmark = pytest.mark.both_databases

ASKING = """
import json, sys
from datetime import date
from kerong.catalogue import plans
from kerong.catalogue.matching import calculate
from kerong.kernel.actor import ANONYMOUS
compiled = []
compile_rules = plans.compile_rules
plans.compile_rules = lambda rules, *cards: (
    compiled.append(len(rules)) or compile_rules(rules, *cards)
)
facts = {"tax_paid": 10_000_000, "founded_on": date(2020, 1, 1), "is_overdue_now": False}
day = date(2026, 3, 6)
for line in sys.stdin:
    found = calculate(facts=facts, as_of=day, on=day, actor=ANONYMOUS)
    limits = {each["name"]: each["limit_yuan"] for each in found["results"]}
    answer = {"no": found["catalogue_no"], "limits": limits, "compiled": compiled}
    print(json.dumps(answer), flush=True)
"""
FIRST_PRODUCT = """
import tempfile
from pathlib import Path
from tests.build import catalogue as build
build.published(Path(tempfile.mkdtemp()) / "small-loan")
print(build.on_shelf().code)
"""
THE_SAME_PEOPLE = """
from kerong.parties.actors import actor_for
from kerong.parties.models import Mandate
from tests.build import catalogue as build
clerk, approver = (actor_for(each.person, each.pk, True) for each in Mandate.objects.order_by("pk"))
"""
EDIT = (
    THE_SAME_PEOPLE
    + """
build.on_shelf((clerk, approver), build.form(numbers={"multiple": "4"}), code="CODE")
"""
)
SECOND_PRODUCT = (
    THE_SAME_PEOPLE
    + """
build.on_shelf((clerk, approver), build.form("新上架"))
"""
)


def ask(process: Child) -> dict:  # type: ignore[type-arg]
    process.stdin.write("?\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def test_an_approved_listing_counts_in_another_process_without_compiling(tmp_path: Path) -> None:
    place = machine(tmp_path)
    code = place.run(FIRST_PRODUCT).strip()
    other = place.start(ASKING)

    first = ask(other)
    place.run(EDIT.replace("CODE", code))
    second = ask(other)
    place.run(SECOND_PRODUCT)
    third = ask(other)
    finished(other)

    assert first["limits"] == {"小额快贷": "500000.00"}
    assert second["limits"] == {"小额快贷": "400000.00"}
    assert third["limits"] == {"小额快贷": "400000.00", "新上架": "500000.00"}
    assert [first["no"], second["no"], third["no"]] == [2, 3, 4]
    assert third["compiled"] == [1, 0]  # at the first question: the one pack, and no policy
