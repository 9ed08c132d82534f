"""Pages of runs, pools and trials: what each shows, its acts, exports and refusals."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kerong.catalogue.models import Offering, Revision
from kerong.cultivation.models import Pool
from kerong.kernel import roles
from kerong.population.models import Run, WhatIfSheet
from kerong.population.reads import RunFound
from tests.build import catalogue, parties
from tests.build import population as build
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
NOW = MOMENT + timedelta(hours=3)


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(NOW, tick=False):
        yield


def browser(role: str = roles.OFFICER, person=None) -> Client:
    client = Client()
    client.force_login(person or parties.person(role))
    client.get("/accounts/choose/")
    return client


def page(client: Client, name: str, *args, **query) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


# --- runs ---


def test_an_officer_runs_now_and_sees_how_far_it_is() -> None:
    build.firms(3)
    officer = browser()

    answer = officer.post(reverse("console:run-ask"), follow=True)

    run = Run.objects.get()
    assert run.asked_by is not None
    assert "已排队运行" in answer.content.decode()
    assert f'value="{run.percent}"' in page(officer, "console:run", run.no)


def test_progress_asks_for_itself_until_the_run_is_over() -> None:
    build.firms(3)
    run = build.asked(NOW - timedelta(minutes=1))
    officer = browser()
    address = reverse("console:run", args=[run.no])

    under_way = officer.get(address, headers={"HX-Request": "true"})
    build.worked(run, NOW)
    over = officer.get(address, headers={"HX-Request": "true"})

    assert 'hx-trigger="every 2s"' in under_way.content.decode()
    assert "<html" not in under_way.content.decode()
    assert "hx-trigger" not in over.content.decode()
    assert over["HX-Refresh"] == "true"


def test_a_run_names_scorecards_as_their_packs_do_and_keeps_the_key_at_hand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build.firms(3)
    run = build.asked(NOW - timedelta(minutes=1))
    build.worked(run, NOW)
    Offering.objects.update_or_create(
        code="points", defaults={"kind": "scorecard", "title_zh": "创新积分", "title_en": "Points"}
    )
    spread = RunFound(1, [{"scorecard": "points", "grade": "A", "firms": 3, "unverified": 0}])

    monkeypatch.setattr("kerong.console.population.runs.run_found", lambda _run: spread)
    html = page(browser(), "console:run", run.no)

    assert '<th scope="row" title="points">创新积分</th>' in html


def test_a_second_run_is_refused_in_words() -> None:
    build.asked(NOW)

    answer = browser().post(reverse("console:run-ask"), follow=True)

    assert "已有一次运行尚未结束" in answer.content.decode()


def test_the_list_of_runs_is_exported_as_shown() -> None:
    run = build.done()

    answer = browser(roles.AUDITOR).get(reverse("console:runs"), {"export": "csv"})

    assert run.no in answer.content.decode("utf-8-sig")


# --- pools ---


def test_a_pool_is_set_filled_searched_exported_and_closed() -> None:
    firms = build.firms(8)
    officer = browser()

    made = officer.post(reverse("console:pool-new"), {"text": build.POOL_TEXT}, follow=True)
    assert "下一次运行后填充本库" in made.content.decode()
    build.done(NOW)

    assert "纳税大户培育库" in page(officer, "console:pools")
    inside = page(officer, "console:pool", "tax-payers")
    assert firms[7].name in inside and firms[0].name not in inside
    found = page(officer, "console:pool", "tax-payers", q=str(firms[7].credit_code))
    assert firms[7].name in found and firms[6].name not in found
    entered = page(officer, "console:pool", "tax-payers", state="entered")
    assert firms[7].name in entered
    file = officer.get(reverse("console:pool", args=["tax-payers"]), {"export": "csv"})
    assert file.content.decode("utf-8-sig").count("年纳税额") == 4
    assert "纳税大户培育库" in page(officer, "console:pool-firm", firms[7].pk)

    officer.post(reverse("console:pool-close", args=["tax-payers"]), {"words": "不再使用"})
    assert Pool.objects.get().closed_at is not None


def test_a_rule_that_cannot_be_read_is_told_with_its_line() -> None:
    text = build.POOL_TEXT.replace("tax_paid, at_least: 5万", "tax_pait, at_least: 5万")

    answer = browser().post(reverse("console:pool-new"), {"text": text})

    assert answer.status_code == 400
    assert "tax_pait" in answer.content.decode()
    assert not Pool.objects.exists()


def test_a_pool_that_is_not_there_reads_as_absent() -> None:
    assert browser().get(reverse("console:pool", args=["none"])).status_code == 404
    assert browser().get(reverse("console:pool-firm", args=[987_654])).status_code == 404


# --- trials ---


def uploads(folder: Path) -> dict[str, SimpleUploadedFile]:
    names = {"offering": "offering.yaml", "examples": "examples.yaml", "readme": "README.md"}
    return {
        key: SimpleUploadedFile(name, (folder / name).read_bytes()) for key, name in names.items()
    }


def draft_in(tmp_path: Path, multiple: str = "tax_paid * 2") -> Path:
    text = catalogue.PACK_TEXT.replace("revision: 1", "revision: 2")
    text = text.replace("$multiple * tax_paid", f"$multiple * {multiple}")
    examples = catalogue.EXAMPLES_TEXT.replace('"500000.00"', '"1000000.00"')
    examples = examples.replace('"240000.00"', '"490000.00"').replace('"250000.00"', '"500000.00"')
    return catalogue.pack_folder(tmp_path / "draft", text, examples)


def tried(tmp_path: Path, client: Client, folder: Path | None = None, **more: str) -> WhatIfSheet:
    catalogue.published(tmp_path / "small-loan")
    catalogue.on_shelf()
    build.firms(8)
    files = uploads(folder or draft_in(tmp_path))
    answer = client.post(reverse("console:trial-new"), {**files, **more}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    sheet = WhatIfSheet.objects.get()
    build.worked(sheet.run, NOW)
    sheet.refresh_from_db()
    return sheet


def test_a_draft_is_sent_in_tried_and_shown_with_pictures_and_tables(tmp_path: Path) -> None:
    officer = browser()
    sheet = tried(tmp_path, officer, budget_fen="10", cost_share_ppm="2")

    shown = page(officer, "console:trial", sheet.run.no)

    assert "受益企业" in shown and 'id="effects-data"' in shown and 'id="by-size-data"' in shown
    assert sheet.digest in shown
    body = json.loads(sheet.body)
    assert body["counts"]["effects"] == {"gains": 4, "loses": 0, "none": 4, "shifts": 0}
    document = officer.get(reverse("console:trial", args=[sheet.run.no]), {"export": "json"})
    assert json.loads(document.content) == body


def test_the_firms_concerned_are_listed_filtered_and_exported(tmp_path: Path) -> None:
    officer = browser()
    sheet = tried(tmp_path, officer)

    gains = page(officer, "console:trial-firms", sheet.run.no, effect="gains")
    assert gains.count('<th scope="row"') == 4
    none = page(officer, "console:trial-firms", sheet.run.no, effect="loses")
    assert "草案对所查企业没有影响" in none
    address = reverse("console:trial-firms", args=[sheet.run.no])
    file = officer.get(address, {"effect": "gains", "export": "xlsx"})
    assert file["Content-Type"].endswith("sheet")


def test_a_draft_whose_example_comes_out_differently_is_told_so(tmp_path: Path) -> None:
    catalogue.reference()
    folder = catalogue.pack_folder(
        tmp_path / "bad", examples=catalogue.EXAMPLES_TEXT.replace("500000.00", "1.00")
    )

    answer = browser().post(reverse("console:trial-new"), uploads(folder))

    assert answer.status_code == 422
    assert "草案未通过检查" in answer.content.decode()


def test_the_author_cannot_publish_and_another_operator_can(tmp_path: Path) -> None:
    author = parties.person(roles.OPERATOR)
    sheet = tried(tmp_path, browser(person=author))
    address = reverse("console:trial-publish", args=[sheet.run.no])

    refused = browser(person=author).post(address)
    assert refused.status_code == 422 and "试算人不能发布" in refused.content.decode()
    assert Revision.objects.count() == 1
    done = browser(roles.OPERATOR).post(address, follow=True)

    assert "草案已发布" in done.content.decode()
    assert Revision.objects.order_by("-no")[0].digest == sheet.draft.digest


def test_every_page_is_there_in_english_too(tmp_path: Path) -> None:
    officer = browser()
    sheet = tried(tmp_path, officer)
    build.pool()
    officer.cookies["django_language"] = "en"

    for name, args in (
        ("console:runs", ()),
        ("console:pools", ()),
        ("console:pool", ("tax-payers",)),
        ("console:trials", ()),
        ("console:trial-new", ()),
        ("console:trial", (sheet.run.no,)),
        ("console:trial-firms", (sheet.run.no,)),
        ("console:trial-refused", (sheet.run.no,)),
    ):
        assert "<h1" in page(officer, name, *args)
    assert "Firms that gain" in page(officer, "console:trial", sheet.run.no)


def test_lists_are_narrowed_by_name_or_number_and_runs_by_state(tmp_path: Path) -> None:
    officer = browser()
    sheet = tried(tmp_path, officer)
    build.pool()
    build.done(at=MOMENT + timedelta(hours=2))

    assert "纳税大户培育库" in page(officer, "console:pools", q="纳税")
    assert "尚无培育库" in page(officer, "console:pools", q="瞪羚")
    assert sheet.run.no in page(officer, "console:trials", q="small-loan")
    assert sheet.run.no not in page(officer, "console:trials", q="瞪羚")
    done = Run.objects.exclude(kind=Run.Kind.WHAT_IF).get()
    assert done.no in page(officer, "console:runs", state="done")
    assert done.no not in page(officer, "console:runs", state="running")


def test_the_rule_of_a_pool_is_headed_by_its_name_and_leads_back_to_it() -> None:
    build.pool()

    shown = page(browser(), "console:pool-rule", "tax-payers")

    assert "<h1>纳税大户培育库</h1>" in shown
    assert f'href="{reverse("console:pool", args=["tax-payers"])}">返回' in shown


def test_a_draft_that_changes_nothing_says_so_instead_of_drawing_it(tmp_path: Path) -> None:
    officer = browser()
    same = catalogue.PACK_TEXT.replace("revision: 1", "revision: 2")
    sheet = tried(tmp_path, officer, catalogue.pack_folder(tmp_path / "same", same))

    shown = page(officer, "console:trial", sheet.run.no)

    assert "草案对任何企业都没有影响" in shown and "effects-data" not in shown


def test_a_place_outside_the_tables_is_said_to_be_elsewhere(tmp_path: Path) -> None:
    build.firm({"tax_paid": "1000000"}, division_code="310115")
    officer = browser()
    sheet = tried(tmp_path, officer)

    assert "其他地区（310115）" in page(officer, "console:trial", sheet.run.no)
