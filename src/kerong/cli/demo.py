"""`kerong demo`: a filled example on loopback, in the foreground until Ctrl-C."""

import argparse
import fcntl
import os
import sys
from contextlib import closing
from typing import TextIO

from kerong.cli.policies import OPERATE
from kerong.kernel.errors import Conflict

POLICY = OPERATE


class AlreadyRunning(Conflict):
    code = "demo.already_running"
    zh = "演示已在运行（同一数据库），请先停止它。"
    en = "The demo is already running on this database; stop it first."


class NotInProduction(Conflict):
    code = "demo.not_in_production"
    zh = "演示不在生产配置下运行。"
    en = "The demo does not run under the production profile."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away first")
    parser.add_argument("--load-only", action="store_true", help="fill the database and stop")


def run(options: argparse.Namespace) -> int:
    from kerong.config.exposure import DEMO_MARK
    from kerong.config.serving import Companions, Server

    if os.environ["DJANGO_SETTINGS_MODULE"].endswith(".production"):
        raise NotInProduction()
    server = Server("127.0.0.1", options.port, workers=1, threads=4)
    with closing(_only_one()):
        if not options.load_only:
            server.refuse_taken_port()
        _prepare(reset=options.reset)
        if options.load_only:
            return 0
        companions = Companions()
        try:
            companions.start(server.command(), server.environment())
            companions.start(
                [sys.executable, "-m", "kerong.cli.main", "worker", "--quiet"],
                {**os.environ, DEMO_MARK: "1"},
            )
            companions.wait_until_healthy(server)
            _welcome(server.address)
            return companions.run_until_stopped()
        finally:
            companions.stop()


def _only_one() -> TextIO:
    """Hold the demo's lock file while this process lives; raises AlreadyRunning."""
    from kerong.config.paths import var_folder

    folder = var_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise AlreadyRunning() from None
    return lock


def _prepare(*, reset: bool) -> None:
    from django.utils import timezone

    from kerong.config.demo.database import claim_database, mark_loaded
    from kerong.config.preparing import prepare

    at = timezone.now()
    fresh = claim_database(at, reset=reset)
    prepare()
    if fresh:
        print("filling a fresh database … 正在写入演示数据 …", flush=True)
        from kerong.config.demo.load import load_demo

        mark_loaded(at, load_demo(at))


def _welcome(address: str) -> None:
    from kerong.config.demo.accounts import ACCOUNTS, PASSWORD
    from kerong.config.demo.database import demo_tokens

    print(f"\n科融 Kerong  {address}\n")
    print(f"  password of all demo accounts 演示账号统一密码: {PASSWORD}")
    for account in ACCOUNTS:
        print(f"  {account.login:<14} {account.words}")
    print("\n  API tokens 接口令牌")
    for login, token in demo_tokens().items():
        print(f"  {login:<14} {token}")
    print(f"  curl -H 'Authorization: Bearer …' {address}/api/v1/openapi.json")
    print("  Ctrl-C stops it 按 Ctrl-C 停止\n", flush=True)
