"""`kerong install`: schema, reference tables and the first operator; no sample data, no packs."""

import argparse
import os

from kerong.cli.policies import OPERATE
from kerong.kernel.errors import Invalid

POLICY = OPERATE


class PasswordMissing(Invalid):
    code = "install.password_missing"
    zh = "请在环境变量 KERONG_OPERATOR_PASSWORD 中给出首位运维人员的密码。"
    en = "Give the first operator's password in the variable KERONG_OPERATOR_PASSWORD."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--operator", default="operator", help="login of the first operator")
    parser.add_argument("--name", default="平台运维", help="name of the first operator")


def run(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from kerong.config.install import install, lacks_operator

    password = os.environ.get("KERONG_OPERATOR_PASSWORD", "")
    if not password and lacks_operator():
        raise PasswordMissing()
    made = install(login=options.operator, name=options.name, password=password, at=timezone.now())
    print(f"operator {options.operator} created" if made else "an operator is there; none created")
    print("installed; `kerong check` says what stands against going live")
    return 0
