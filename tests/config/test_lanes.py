"""`tests/run` is red when a lane ran nothing, or could not run at all where it must."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script alone, with the few programs it calls and no browser."""
    for folder in ("tests", ".venv/bin", "path"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "run", tmp_path / "tests" / "run")
    for name in ("bash", "cat", "dirname", "grep", "mktemp", "nice", "rm"):
        (tmp_path / "path" / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def run(
    checkout: Path, *, pytest_ends: int, lanes: str = "fast", before: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    fake = checkout / ".venv" / "bin" / "pytest"
    fake.write_text(f"#!{shutil.which('bash')}\n{before}\nexit {pytest_ends}\n")
    fake.chmod(0o755)
    return subprocess.run(
        [str(shutil.which("bash")), str(checkout / "tests" / "run"), lanes],
        env={"PATH": str(checkout / "path"), **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_the_lane_beside_the_others_is_waited_for_and_its_failure_told(checkout: Path) -> None:
    environment = with_browser(checkout)
    (checkout / "path" / "sleep").symlink_to(str(shutil.which("sleep")))
    in_it = '[[ "$*" == *"-m browser"* ]] && sleep 0.3 && echo "what was seen" && exit 1'
    done = run(checkout, pytest_ends=0, before=in_it, **environment)
    assert done.returncode == 1
    assert done.stdout.count("FAILED: in a browser") == done.stdout.count("FAILED") == 1
    assert done.stdout.index("on SQLite") < done.stdout.index("what was seen")


def with_browser(checkout: Path) -> dict[str, str]:
    browser = checkout / "path" / "chromium"
    browser.symlink_to(str(shutil.which("true")))
    return {"KERONG_REQUIRE_BROWSER": "1"}


def test_lanes_that_pass_are_green(checkout: Path) -> None:
    done = run(checkout, pytest_ends=0, **with_browser(checkout))
    assert done.returncode == 0, done.stdout
    assert "in a browser" in done.stdout


@pytest.mark.parametrize("code", [1, 2, 5], ids=["failed", "broken off", "no test at all"])
def test_a_lane_that_failed_or_ran_nothing_is_red(checkout: Path, code: int) -> None:
    done = run(checkout, pytest_ends=code, **with_browser(checkout))
    assert done.returncode == 1
    assert done.stdout.count("FAILED") == 3


def test_without_a_browser_the_lane_is_left_out_aloud(checkout: Path) -> None:
    done = run(checkout, pytest_ends=0)
    assert done.returncode == 0
    assert "SKIPPED: the browser lane" in done.stdout


def test_where_the_browser_is_required_its_absence_is_red(checkout: Path) -> None:
    done = run(checkout, pytest_ends=0, KERONG_REQUIRE_BROWSER="1")
    assert done.returncode == 1
    assert "FAILED: the browser lane" in done.stdout


def test_without_java_the_spark_tests_are_left_out_aloud(checkout: Path) -> None:
    done = run(checkout, pytest_ends=0, lanes="all")
    assert done.returncode == 0, done.stderr
    assert "SKIPPED: the Spark tests" in done.stdout


def test_where_java_is_the_spark_tests_get_their_packages_or_it_is_red(checkout: Path) -> None:
    (checkout / "path" / "java").symlink_to(str(shutil.which("true")))
    done = run(checkout, pytest_ends=0, lanes="all")
    assert done.returncode == 1
    assert "FAILED: the packages of the Spark tests" in done.stdout


def test_ci_requires_the_browser() -> None:
    assert "export KERONG_REQUIRE_BROWSER=1" in (ROOT / ".ci" / "run").read_text()


def test_nothing_is_installed_without_a_hash() -> None:
    """Every `uv pip install` takes a lock; the package itself is built by a locked builder."""
    script = (ROOT / "requirements" / "install.sh").read_text()
    lines = script.replace("\\\n", " ").splitlines()
    asked = [line for line in lines if "pip install" in line]
    assert len(asked) >= 3
    for line in asked:
        locked = "--no-build-isolation" in line and "--no-deps" in line
        assert locked or "--require-hashes" in line, line
    lock = (ROOT / "requirements" / "build.txt").read_text()
    assert lock.startswith("uv-build==")
    assert "--hash=sha256:" in lock
