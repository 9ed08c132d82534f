"""Translations without gettext's programs: extract, compile or check every package's texts.

Run as `python -m kerong.config.messages extract|compile|check`. Each package keeps
`locale/zh_Hans/LC_MESSAGES/django.po`; the msgids are the English texts.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1]
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def packages() -> list[Path]:
    """Return every folder that is a Django app, hence may hold translations."""
    return sorted(path.parent for path in SOURCE.rglob("apps.py"))


def texts_of(package: Path) -> Catalog:
    """Return what the package's code and templates say, without translations."""
    found = _empty()
    for file in _files(package):
        content = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            content = _as_code(content, file)
        where = file.relative_to(SOURCE).as_posix()
        stream = io.BytesIO(content.encode())
        for line, said, _, context in extract("python", stream, KEYWORDS, options={}):
            msgid = tuple(said) if isinstance(said, list) else said
            found.add(msgid, locations=[(where, line)], context=context)
    return found


def _files(package: Path) -> Iterator[Path]:
    inner = {path for path in packages() if path != package and package in path.parents}
    for file in sorted(package.rglob("*")):
        if inner.intersection(file.parents) or "migrations" in file.parts:
            continue
        if file.suffix == ".py" or (file.suffix in {".html", ".txt"} and "templates" in file.parts):
            yield file


def _as_code(content: str, file: Path) -> str:
    """Turn a template into lines that hold only its gettext calls, without indentation."""
    from django.utils.translation.template import templatize

    code = templatize(content, origin=str(file))
    return "\n".join(line.strip() for line in code.splitlines())


def _empty() -> Catalog:
    return Catalog(locale="zh_Hans", project="kerong", header_comment="# Kerong", fuzzy=False)


def held(package: Path) -> Catalog:
    """Return the translations on file, an empty catalogue if there are none."""
    file = package / CATALOGUE
    if not file.exists():
        return _empty()
    with file.open("rb") as stream:
        return read_po(stream, locale="zh_Hans", abort_invalid=True)


def extract_all() -> int:
    """Bring every django.po up to its package's texts; keeps what is translated."""
    for package in packages():
        texts = texts_of(package)
        if not len(texts):
            continue
        catalogue = held(package)
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        file = package / CATALOGUE
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            write_po(stream, catalogue, width=100, sort_output=True, include_lineno=False)
    return 0


def compile_all() -> int:
    """Write django.mo beside every django.po that changed since."""
    for package in packages():
        source = package / CATALOGUE
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        part = target.with_suffix(".mo.part")
        with part.open("wb") as stream:
            write_mo(stream, held(package))
        part.replace(target)
    return 0


def faults() -> list[str]:
    """Return one line per text that is missing, empty, doubtful, stale or breaks its format."""
    lines: list[str] = []
    for package in packages():
        name = package.relative_to(SOURCE).as_posix()
        texts, catalogue = texts_of(package), held(package)
        for text in texts:
            if text.id:
                lines += [f"{name}: {fault}" for fault in _fault_of(text, catalogue)]
        stale = [kept for kept in catalogue if kept.id and _find(kept, texts) is None]
        lines += [f"{name}: no longer said: {kept.id!r}" for kept in stale]
    return lines


def _find(message: Message, catalogue: Catalog) -> Message | None:
    return catalogue.get(_forms(message.id)[0], message.context)


def _fault_of(text: Message, catalogue: Catalog) -> Iterator[str]:
    kept = _find(text, catalogue)
    if kept is None:
        yield f"not in django.po: {text.id!r}"
        return
    said = _forms(kept.string)
    if not said or not all(said):
        yield f"not translated: {text.id!r}"
    elif kept.fuzzy:
        yield f"marked fuzzy: {text.id!r}"
    else:
        asked = set().union(*map(PLACE.findall, _forms(text.id)))
        for form in said:
            if set(PLACE.findall(form)) != asked:
                yield f"places differ: {text.id!r} and {form!r}"


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def check_all() -> int:
    """Print every fault; 1 if there is any."""
    found = faults()
    for line in found:
        sys.stdout.write(line + "\n")
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    acts = {"extract": extract_all, "compile": compile_all, "check": check_all}
    if len(arguments) != 1 or arguments[0] not in acts:
        sys.stderr.write("usage: python -m kerong.config.messages extract|compile|check\n")
        return 2
    return acts[arguments[0]]()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
