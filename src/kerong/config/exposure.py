"""What is never shown to the network: a demo's database, whose passwords anyone knows."""

import os
from ipaddress import ip_address

from django.db import DatabaseError

from kerong.config.demo.database import is_demo_database
from kerong.kernel.errors import Conflict, Unavailable

DEMO_MARK = "KERONG_DEMO"


class DemoOutsideDemo(Conflict):
    code = "serve.demo_database"
    zh = "这是演示数据库，账号密码人人皆知，只能由 kerong demo 在本机提供。"
    en = "This is a demo database with passwords anyone knows; only `kerong demo` serves it."


class LoopbackOnly(Conflict):
    code = "serve.loopback_only"
    zh = "本机配置只能监听回环地址，不能是 {host}；对外服务请用 KERONG_PROFILE=production。"
    en = "The embedded profile listens on loopback, not on {host}; use KERONG_PROFILE=production."


class NoDatabase(Unavailable):
    code = "serve.no_database"
    zh = "数据库没有应答，未启动。"
    en = "The database does not answer; nothing was started."


def refuse_demo_database() -> None:
    """Raises DemoOutsideDemo but for what `kerong demo` itself starts; NoDatabase if unknown."""
    if os.environ.get(DEMO_MARK) == "1" and is_embedded():
        return
    try:
        found = is_demo_database()
    except DatabaseError as fault:
        raise NoDatabase() from fault
    if found:
        raise DemoOutsideDemo()


def refuse_open_host(host: str) -> None:
    """Raises LoopbackOnly when the profile for one machine would listen to others."""
    if is_embedded() and not is_loopback(host):
        raise LoopbackOnly(host=host)


def is_embedded() -> bool:
    return os.environ["DJANGO_SETTINGS_MODULE"].endswith(".embedded")


def is_loopback(host: str) -> bool:
    """True for 127.0.0.0/8, ::1 and localhost; a name is not looked up."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
