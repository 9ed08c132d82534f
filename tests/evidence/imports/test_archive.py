"""An archive is looked at before its reader spends memory on it."""

import io
import zipfile

import pytest

from kerong.evidence.imports import archive
from kerong.evidence.imports.limits import MAX_PARTS
from kerong.evidence.imports.report import FileRefused


def test_countless_parts_are_refused_before_the_directory_is_read(monkeypatch):
    monkeypatch.setattr(archive.zipfile, "ZipFile", lambda *given: pytest.fail("it was opened"))
    with pytest.raises(FileRefused):
        archive.look_through(b"PK\x03\x04" + b"PK\x01\x02" * (MAX_PARTS + 1))


def test_a_name_that_is_not_the_text_it_claims_to_be_is_a_broken_archive():
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as written:
        written.writestr("表.xml", "<a/>")
    broken = whole.getvalue().replace("表".encode(), b"\xff\xff\xff")
    with pytest.raises(FileRefused, match=r"file\.zip_broken"):
        archive.look_through(broken)
