"""Texts are found in code and templates, kept when translated, compiled, and judged."""

from pathlib import Path

import pytest

from kerong.config import messages

CODE = """
from django.utils.translation import gettext as _, pgettext
def words():
    return _("Take up"), pgettext("state", "open")
"""
TEMPLATE = """{% load i18n %}
  <p>{% translate "Quote" %}</p>
      {% blocktranslate count n=count %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}
 </div>
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    folder = tmp_path / "desk"
    (folder / "templates" / "desk").mkdir(parents=True)
    (folder / "migrations").mkdir()
    (folder / "apps.py").write_text("", encoding="utf-8")
    (folder / "acts.py").write_text(CODE, encoding="utf-8")
    (folder / "migrations" / "x.py").write_text('_("never")', encoding="utf-8")
    (folder / "templates" / "desk" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return folder


def translate(package: Path, **said: str) -> None:
    file = package / messages.CATALOGUE
    text = file.read_text(encoding="utf-8")
    for english, chinese in said.items():
        english = english.replace("_", " ")
        text = text.replace(
            f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{chinese}"'
        )
    file.write_text(text, encoding="utf-8")


def test_texts_come_from_code_and_templates_but_not_from_migrations(package: Path) -> None:
    said = {(text.context, text.id) for text in messages.texts_of(package) if text.id}
    assert said == {
        (None, "Take up"),
        ("state", "open"),
        (None, "Quote"),
        (None, ("%(n)s day", "%(n)s days")),
    }


def test_a_new_extraction_keeps_what_is_translated(package: Path) -> None:
    messages.extract_all()
    translate(package, Take_up="揽单")
    messages.extract_all()
    kept = messages.held(package).get("Take up")
    assert kept is not None
    assert kept.string == "揽单"


def test_what_is_missing_or_stale_is_named(package: Path) -> None:
    messages.extract_all()
    (package / "acts.py").write_text("", encoding="utf-8")
    translate(package, Quote="报价")
    faults = messages.faults()
    assert any("no longer said: 'Take up'" in fault for fault in faults)
    assert any("not translated" in fault and "%(n)s day" in fault for fault in faults)
    assert not any("Quote" in fault for fault in faults)


def test_a_lost_placeholder_is_a_fault(package: Path) -> None:
    messages.extract_all()
    file = package / messages.CATALOGUE
    file.write_text(
        file.read_text(encoding="utf-8").replace('msgstr[0] ""', 'msgstr[0] "天"'), encoding="utf-8"
    )
    assert any("%(n)s day" in fault for fault in messages.faults())


def test_compiled_texts_are_remade_only_when_older(package: Path) -> None:
    messages.extract_all()
    messages.compile_all()
    compiled = (package / messages.CATALOGUE).with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    messages.compile_all()
    assert compiled.stat().st_mtime_ns == first
