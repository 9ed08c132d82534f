"""Every bad file of the corpus is refused with its reason, and not one row of it is written."""

import pytest

from kerong.evidence.import_facts import import_observations
from kerong.evidence.imports.reasons import REASONS
from kerong.evidence.models import ImportBatch, Observation
from kerong.kernel import roles
from kerong.trail.models import Event
from tests import build
from tests.evidence.imports.corpus import CREDIT_CODE, bad_files

pytestmark = pytest.mark.django_db
CORPUS = {bad.title: bad for bad in bad_files(build.credit_code(1))}
FEWEST = 60


@pytest.fixture
def operator():
    build.enterprise(credit_code=build.credit_code(1))
    return build.actor(roles.OPERATOR)


@pytest.mark.parametrize("title", CORPUS)
def test_a_bad_file_is_refused_with_its_reason(operator, title):
    bad = CORPUS[title]

    report = import_observations(
        actor=operator, name=bad.name, content=bad.content, at=build.MOMENT
    )

    assert bad.code in {fault.code for fault in report.errors}
    assert {fault.code for fault in report.errors} == {bad.code} or "header" in bad.code
    assert report.written == 0 and not report.ok
    for model in (ImportBatch, Observation, Event):
        assert not model.objects.exists()
    for fault in report.errors:
        assert "—" not in fault.say("zh-hans")
        assert fault.say("en") != fault.say("zh-hans")
        assert fault.document()["row"] is not None or fault.code.startswith(
            ("file", "sheet", "hea")
        )


def test_the_corpus_is_large_and_every_title_is_told_apart():
    assert len(list(bad_files(CREDIT_CODE))) == len(CORPUS)
    assert len(CORPUS) >= FEWEST


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_reads_in_both_languages(code):
    zh, en = REASONS[code]

    assert zh and en and zh != en
    assert any("\u4e00" <= mark <= "\u9fff" for mark in zh)
    assert not any("\u4e00" <= mark <= "\u9fff" for mark in en.replace("数据", ""))


def test_columns_are_called_as_the_file_calls_them(operator):
    heads = "统一社会信用代码,观测,期间止,值,来源,观测日\n1,2,3,4,5,6\n".encode()

    report = import_observations(actor=operator, name="a.csv", content=heads, at=build.MOMENT)

    said = " ".join(fault.say("zh-hans") for fault in report.errors)
    assert "您是否想写「观测项」" in said and "缺少列「观测项」" in said
    assert "observation" not in said


def test_more_faults_than_can_be_listed_are_still_counted(operator):
    bad = CORPUS["more faults than are listed"]

    report = import_observations(
        actor=operator, name=bad.name, content=bad.content, at=build.MOMENT
    )

    assert (len(report.errors), report.errors_count) == (1000, 1200)
