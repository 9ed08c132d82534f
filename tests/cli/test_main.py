"""The frame of the command line: codes, faults on stderr, a policy for each command."""

import json
import subprocess
import sys
from importlib import import_module

import pytest

from kerong.cli.main import COMMANDS, main
from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_declares_its_policy(name: str) -> None:
    module = import_module(COMMANDS[name].module)
    assert isinstance(module.POLICY, Policy)


def test_a_command_whose_policy_does_not_know_the_shell_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kerong.cli import irr

    closed = Policy("test.closed", frozenset({roles.OPERATOR}), Whose.PLATFORM)
    monkeypatch.setattr(irr, "POLICY", closed)
    assert main(["irr", "--help"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "auth.role"


def test_an_unknown_command_is_refused_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fly"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert json.loads(said.err)["error"]["code"] == "cli.usage"


def test_a_wrong_option_is_refused_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "soon"]) == 2
    fault = json.loads(capsys.readouterr().err)["error"]
    assert "--port" in fault["message"]
    assert fault["facts"]["usage"].startswith("usage: kerong serve")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)


def test_a_reader_who_has_enough_ends_the_command_quietly() -> None:
    """`kerong schedule … | head -1` closes the pipe while rows are still to come."""
    command = [sys.executable, "-m", "kerong.cli.main", "schedule", "--principal", "1000000"]
    command += ["--rate", "0.03", "--months", "600", "--start", "2026-01-31", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")
