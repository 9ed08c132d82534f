"""Files are judged by content, kept under a random name and given back unchanged or not at all."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kerong.documents import store, types
from kerong.documents.errors import (
    DocumentEmpty,
    DocumentLost,
    DocumentTooLarge,
    DocumentTypeRefused,
)
from kerong.documents.models import Document
from kerong.documents.store import keep, lay_down, open_document
from kerong.documents.sweep import sweep
from kerong.documents.types import type_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from tests.build.documents import ACCEPTED, REFUSED, office

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)
CLERK = Actor(person_id=7, name="李强", role=roles.FIRM_CLERK, mandate_id=3, enterprise_id=1)
PDF = b"%PDF-1.7\nsome pages"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "documents"


def kept(content=PDF, name="报表.pdf", owner="case:N2026-000001") -> Document:
    return keep(lay_down(name=name, content=content, at=AT), owner=owner, actor=CLERK)


def files():
    return sorted(path for path in store.folder().glob("**/*") if path.is_file())


@pytest.mark.parametrize("name", ACCEPTED)
def test_every_accepted_kind_is_told_by_its_content(name):
    content, content_type = ACCEPTED[name]
    document = kept(content, name="misnamed.exe")
    assert document.content_type == content_type
    assert open_document(document) == content


@pytest.mark.parametrize("what", REFUSED)
def test_everything_else_is_refused_whatever_it_is_called(what):
    with pytest.raises(DocumentTypeRefused) as refusal:
        kept(REFUSED[what], name="invoice.pdf")
    assert "PDF" in refusal.value.say()
    assert files() == [] and not Document.objects.exists()


def test_a_packed_bomb_is_refused_before_it_is_unpacked():
    bomb = office("xl/workbook.xml", "xl/sheet.xml", size=101 * 1024 * 1024)
    assert len(bomb) < 1024 * 1024
    assert type_of(bomb) is None


def test_an_archive_of_countless_entries_is_refused_before_its_directory_is_read(monkeypatch):
    monkeypatch.setattr(types.zipfile, "ZipFile", lambda *given: pytest.fail("it was opened"))
    assert type_of(b"PK\x03\x04" + b"PK\x01\x02" * 5001) is None


def test_the_row_says_what_was_given_by_whom_and_when():
    document = kept()
    assert (document.name, document.owner) == ("报表.pdf", "case:N2026-000001")
    assert (document.size, document.kept_by, document.kept_at) == (
        len(PDF),
        "person:7/mandate:3",
        AT,
    )
    # printf '%%PDF-1.7\nsome pages' | sha256sum
    assert document.sha256 == "4933830c847c7a943cd72c344baa5b5718bf55e8ed39c63940210ea7af62d7a5"


def test_the_place_gives_nothing_of_the_name_away():
    document = kept(name="../../etc/passwd")
    assert re.fullmatch(r"202603/[0-9a-f]{32}\.pdf", document.place)
    assert document.name == "passwd"
    assert files() == [store.folder() / document.place]
    assert kept().place != kept().place


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\li\\报表.xlsx", "报表.xlsx"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\x00\x07", "file"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_ever_shown(given, shown):
    assert kept(name=given).name == shown


def test_empty_and_oversized_files_are_refused(monkeypatch):
    with pytest.raises(DocumentEmpty):
        kept(b"")
    monkeypatch.setattr(store, "_MOST_BYTES", 10)
    with pytest.raises(DocumentTooLarge) as refusal:
        kept(PDF)
    assert "20 MB" in refusal.value.say("en")
    assert not Document.objects.exists()


def test_content_that_changed_on_disk_is_not_given_out():
    document = kept()
    path = store.folder() / document.place
    path.write_bytes(PDF + b"!")
    with pytest.raises(DocumentLost):
        open_document(document)
    path.unlink()
    with pytest.raises(DocumentLost):
        open_document(document)


def test_an_act_that_fails_leaves_no_row_and_its_content_is_swept_after_a_day():
    good = kept()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        kept()
        raise ZeroDivisionError
    assert len(files()) == 2 and Document.objects.count() == 1
    age_all(AT)
    assert sweep(AT + timedelta(hours=23)) == 0
    assert sweep(AT + timedelta(hours=25)) == 1
    assert files() == [store.folder() / good.place]
    assert open_document(good) == PDF


def test_content_is_written_without_a_word_to_the_database(monkeypatch):
    synced = []
    monkeypatch.setattr(store.os, "fsync", synced.append)
    with CaptureQueriesContext(connection) as statements:
        laid = lay_down(name="报表.pdf", content=PDF, at=AT)
    assert not statements.captured_queries
    assert len(synced) == 2  # the file, and the folder that holds its name
    assert (store.folder() / laid.place).read_bytes() == PDF


def test_sweeping_costs_one_query_a_month_however_many_files():
    for _ in range(5):
        kept()
    age_all(AT - timedelta(days=3))
    with CaptureQueriesContext(connection) as statements:
        assert sweep(AT) == 0
    assert len(statements) == 1


def test_a_folder_that_was_never_used_is_swept_without_trouble():
    assert sweep(AT) == 0


def age_all(moment):
    for path in files():
        os.utime(path, (moment.timestamp(), moment.timestamp()))
