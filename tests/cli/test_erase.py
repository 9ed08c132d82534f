"""`kerong erase`: what must go goes, the chain stays, and the trail says who did it and why."""

import json

import pytest

from kerong.catalogue.keep_finding import keep_finding
from kerong.catalogue.models import StoredFinding
from kerong.cli.main import main
from kerong.kernel import roles
from kerong.trail.models import Event
from kerong.trail.reads import events_of
from kerong.trail.verify import verify
from tests import build
from tests.build import catalogue
from tests.build.trail import event

pytestmark = pytest.mark.django_db
STREAM = "case:N2026-000001"
WHY = "本人要求"


@pytest.fixture
def operator():
    return build.person(roles.OPERATOR, login="keeper").login


def error_code(capsys):
    return json.loads(capsys.readouterr().err)["error"]["code"]


def test_an_event_forgets_what_it_said_and_the_operator_is_named(operator, capsys):
    event(STREAM, contact="13800000000")

    assert main(["erase", "event", STREAM, "1", "--by", operator, "--reason", WHY, "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {"stream": STREAM, "erased": 1, "recorded": 2}
    forgotten, told = events_of(STREAM)
    assert forgotten.is_erased and told.facts == {"no": 1, "reason": WHY}
    assert verify().faults == []
    assert not Event.objects.filter(payload__contains="13800000000").exists()


def test_a_firms_findings_are_emptied_and_nobody_elses(operator, capsys, tmp_path):
    catalogue.published(tmp_path / "small-loan")
    listing = catalogue.on_shelf()
    firms = [build.enterprise(), build.enterprise()]
    for firm in firms:
        keep_finding(
            enterprise=firm,
            code=listing.code,
            facts={},
            as_of=catalogue.DAY,
            on=catalogue.DAY,
            actor=build.actor(roles.FIRM_OWNER, enterprise=firm),
            at=build.MOMENT,
        )

    code = firms[0].credit_code.lower()
    assert main(["erase", "findings", code, "--by", operator, "--reason", WHY]) == 0

    assert "findings 1" in capsys.readouterr().out
    assert StoredFinding.objects.get(enterprise=firms[0]).body == ""
    assert StoredFinding.objects.get(enterprise=firms[1]).body
    assert events_of(firms[0].reference)[-1].facts == {"findings": 1, "reason": WHY}


def test_only_an_operator_answers_for_an_erasure(capsys):
    event(STREAM)
    auditor = build.person(roles.AUDITOR, login="reader").login
    for login in (auditor, "nobody"):
        assert main(["erase", "event", STREAM, "1", "--by", login, "--reason", WHY]) == 2
        assert error_code(capsys) == "cli.operator"
    assert not events_of(STREAM)[0].is_erased


def test_what_is_not_there_is_said_in_words(operator, capsys):
    assert main(["erase", "event", STREAM, "1", "--by", operator, "--reason", WHY]) == 2
    assert error_code(capsys) == "trail.no_such_event"
    unknown = build.credit_code()
    assert main(["erase", "findings", unknown, "--by", operator, "--reason", WHY]) == 2
    assert error_code(capsys) == "enterprise.not_found"
