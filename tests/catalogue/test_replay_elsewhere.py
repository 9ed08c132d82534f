"""Ten thousand stored decisions over four revisions: alike under another Python and other settings.

The other Python is the command in KERONG_OTHER_PYTHON, or a python3.12 … 3.14 on the path that
is not the one running. It needs PyYAML and nothing else: only `src` is given to it.
"""

import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kerong.catalogue.export_findings import export_findings
from kerong.config.paths import ROOT
from kerong.kernel.actor import SYSTEM
from tests.build.decisions import ALONE, decisions

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REVISIONS, FIRMS, LEAST = 4, 600, 10_000
VERSIONS = ("3.14", "3.13", "3.12")
SETTINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "424242", "TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8"},
)
_PROBE = "import sys, yaml; print('.'.join(map(str, sys.version_info[:3])))"


def other_python() -> list[str] | None:
    """The command of a second Python, of another version than this one."""
    asked = os.environ.get("KERONG_OTHER_PYTHON")
    if asked:
        return shlex.split(asked)
    own = ".".join(platform.python_version_tuple()[:2])
    found = (shutil.which(f"python{each}") for each in VERSIONS if each != own)
    return next(([each] for each in found if each and has_yaml([each])), None)


def has_yaml(command: list[str]) -> bool:
    return subprocess.run([*command, "-c", _PROBE], capture_output=True).returncode == 0


def version_of(command: list[str]) -> str:
    ran = subprocess.run([*command, "-c", _PROBE], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def replayed(command: list[str], archive: Path, setting: dict[str, str]) -> dict:  # type: ignore[type-arg]
    ran = subprocess.run(
        [*command, "-m", "kerong.cli.main", "replay-archive", str(archive), "--json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), **setting},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr[-2000:] or ran.stdout[-2000:]
    document: dict = json.loads(ran.stdout)  # type: ignore[type-arg]
    return document


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    count = decisions(tmp_path, revisions=REVISIONS, firms=FIRMS)
    assert count >= LEAST
    export_findings(actor=SYSTEM, folder=tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture
def second() -> list[str]:
    found = other_python()
    if found is None:
        pytest.skip("NO SECOND PYTHON: set KERONG_OTHER_PYTHON to a command that runs one")
    return found


def require_alike(runs: list[tuple[list[str], dict[str, str]]], archive: Path) -> set[str]:
    """Replay the archive in every way and compare; the versions of Python that did."""
    reports = [(version_of(run), setting, replayed(run, archive, setting)) for run, setting in runs]
    for version, setting, report in reports:
        named = " ".join(f"{name}={value}" for name, value in setting.items())
        sys.stdout.write(
            f"\nPython {version} {named}: {report['identical']} of {report['findings']} alike, "
            f"{report['revisions']} revisions, bytes {report['bytes_digest'][:16]}"
        )
    assert reports[0][2]["findings"] >= LEAST
    assert {report["identical"] for _, _, report in reports} == {reports[0][2]["findings"]}
    assert len({report["bytes_digest"] for _, _, report in reports}) == 1
    assert reports[0][2]["revisions"] == (len(ALONE) + 1) * REVISIONS
    return {version.rpartition(".")[0] for version, _, _ in reports}


def test_ten_thousand_decisions_are_alike_under_all_settings(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        versions = require_alike([([sys.executable], each) for each in SETTINGS], archive)
    assert len(versions) == 1


def test_ten_thousand_decisions_are_alike_under_two_pythons(
    second: list[str], archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = [([sys.executable], SETTINGS[0]), *((second, each) for each in SETTINGS)]
    with capsys.disabled():
        versions = require_alike(runs, archive)
    assert len(versions) == 2
