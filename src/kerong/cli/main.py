"""The `kerong` command: finds the subcommand, starts Django where it needs it, maps faults."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NamedTuple, NoReturn

from kerong.cli.printing import print_fault
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Fault, Invalid

DONE, FAULTS_FOUND, REFUSED = 0, 1, 2


class Command(NamedTuple):
    """A module with POLICY, arguments(parser) and run(options) -> exit code."""

    module: str
    summary: str
    needs_django: bool = True


COMMANDS = {
    "demo": Command("kerong.cli.demo", "fill an example and serve it on loopback"),
    "install": Command("kerong.cli.install", "prepare a production database, first operator"),
    "serve": Command("kerong.cli.serve", "serve the web"),
    "worker": Command("kerong.cli.worker", "run due jobs and queued work until stopped"),
    "check": Command("kerong.cli.check", "say what stands against going live"),
    "calc": Command("kerong.cli.calc", "every product for one firm, with reasons"),
    "score": Command("kerong.cli.score", "a scorecard or class test with its steps"),
    "whatif": Command("kerong.cli.whatif", "a draft tried on every firm of a file"),
    "population": Command("kerong.cli.population", "every product for every firm of a file"),
    "backtest": Command("kerong.cli.backtest", "how scores did against real outcomes"),
    "points-table": Command(
        "kerong.cli.points_table", "points by weight of evidence from one half of the rows", False
    ),
    "schedule": Command("kerong.cli.schedule", "repayment plan and annual rate", False),
    "apr": Command("kerong.cli.apr", "annual percentage rate of dated flows", False),
    "irr": Command("kerong.cli.irr", "yearly rate of dated flows", False),
    "share-loss": Command("kerong.cli.share_loss", "a loss shared by a named split", False),
    "subsidy": Command("kerong.cli.subsidy", "interest subsidy by a named formula", False),
    "import": Command("kerong.cli.import_file", "facts, firms, products, clauses, reports"),
    "pack": Command("kerong.cli.pack", "check or publish a programme"),
    "replay": Command("kerong.cli.replay", "compute stored findings again, byte for byte"),
    "replay-archive": Command(
        "kerong.cli.replay_archive", "compute exported findings again, without a database", False
    ),
    "erase": Command("kerong.cli.erase", "forget what an event said, or a firm's findings"),
    "ledger-check": Command("kerong.cli.ledger_check", "recompute the ledger from its rows"),
    "loan-check": Command("kerong.cli.loan_check", "recompute loans from what banks reported"),
    "pledges": Command("kerong.cli.pledges", "pledged rights, their alarms, whether rows agree"),
    "trail-verify": Command("kerong.cli.trail_verify", "walk every chain and seal"),
}


class UsageFault(Invalid):
    code = "cli.usage"
    zh = "命令用法有误：{words}"
    en = "Misused: {words}"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageFault(words=message, usage=self.format_usage().strip())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 done, 1 a check found faults, 2 refused or misused."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except Fault as fault:
        print_fault(fault)
        return REFUSED
    except BrokenPipeError:  # whoever read us, `head` for one, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name in {"-h", "--help", "help"}:
        _print_help()
        return DONE
    if name not in COMMANDS:
        raise UsageFault(words=f"no command {name!r}", usage="kerong --help")
    command = COMMANDS[name]
    if command.needs_django:
        from kerong.config.profile import start_django

        start_django()
    module = import_module(command.module)
    module.POLICY.require(SYSTEM)
    parser = _Parser(prog=f"kerong {name}", description=command.summary)
    module.arguments(parser)
    options = parser.parse_args(arguments[1:])
    return _run_on_database(module, options) if command.needs_django else int(module.run(options))


def _run_on_database(module: ModuleType, options: argparse.Namespace) -> int:
    from django.db.utils import DatabaseError

    from kerong.cli.database import database_fault

    try:
        return int(module.run(options))
    except DatabaseError as error:
        fault = database_fault(error)
        if fault is None:
            raise
        raise fault from error


def _print_help() -> None:
    print("usage: kerong COMMAND [options]   (kerong COMMAND --help tells the options)\n")
    width = max(map(len, COMMANDS))
    for name, command in COMMANDS.items():
        print(f"  {name:<{width}}  {command.summary}")


if __name__ == "__main__":
    sys.exit(main())
