"""What can be printed is known before anything is issued, and the typesetter agrees."""

from pathlib import Path
from typing import Any

import pytest
from noto_cjk_sans_otc import FONT_PATH

from kerong.documents import render
from kerong.documents.errors import DocumentUnprintable
from kerong.documents.fonts import font_folders, missing_signs
from tests.build import papers

RARE = "龘䶮㛃𬭚𠮷囍鎏璟"  # of names and trade names; 𬭚 lies beyond the sixteen-bit plane
ABSENT = "😀ᠠ𐎀"


def test_names_in_rare_characters_can_be_printed() -> None:
    assert missing_signs(f"{RARE}, ¥ 1,234.56 （示例）— “x” %") == ()


def test_what_no_font_has_is_named_once_in_order() -> None:
    assert missing_signs(f"王{ABSENT}{ABSENT}") == tuple(sorted(ABSENT))


@pytest.mark.parametrize("sign", [*RARE, *ABSENT])
def test_the_typesetter_agrees_sign_by_sign(sign: str) -> None:
    document = papers.unsaved(paragraphs=[f"王{sign}"])
    if missing_signs(sign):
        with pytest.raises(DocumentUnprintable):
            render.printed(document, page=papers.PAGE)
    else:
        assert render.printed(document, page=papers.PAGE).startswith(b"%PDF-")


def test_the_operator_adds_a_font_by_laying_it_into_a_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    assert len(font_folders()) == 1
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "readme.txt").write_text("not a font")
    (tmp_path / "fonts" / "more.ttc").symlink_to(Path(str(FONT_PATH)))
    assert font_folders()[1] == tmp_path / "fonts"
    assert missing_signs(RARE) == ()
    assert render.printed(papers.unsaved(), page=papers.PAGE).startswith(b"%PDF-")
