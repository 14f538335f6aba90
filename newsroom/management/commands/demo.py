import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from newsroom.env import stop
from newsroom.serving.children import Children
from newsroom.serving.port import claim, wait_until_served


class Command(BaseCommand):
    """Runs a trial site whole: database, web, worker. Stops with Ctrl-C."""

    help = "Run the site on this machine, with the demo newsroom at first start."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--empty",
            action="store_true",
            default=os.environ.get("EMPTY", "0") not in {"", "0"},
            help="start without the demo: asks for a name and an administrator",
        )

    def handle(self, *args: Any, empty: bool, **options: Any) -> None:
        if not settings.DEMO:
            stop(
                "this runs a trial site and needs DEMO=1. docs/deploy.md is for others."
            )
        claim(settings.HOST, settings.PORT)
        children = Children(("web", "worker"), self.say)
        children.listen()
        first = self.prepare(empty)
        # The children have connections of their own.
        connections.close_all()
        if not children.told_to_stop.is_set():
            children.run(once_started=lambda: self.greet(children, first))
        self.say("Stopped.")

    def prepare(self, empty: bool) -> bool:
        """Bring database and files up to date. Says whether this is the first run."""
        from newsroom.serving import first_run
        from newsroom.serving.static import collect_if_stale

        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        collect_if_stale()
        if empty:
            return first_run.start_empty_once()
        return first_run.load_demo_once()

    def greet(self, children: Children, first: bool) -> None:
        served = wait_until_served(
            settings.HOST, settings.PORT, children.told_to_stop.is_set
        )
        if children.told_to_stop.is_set():
            return
        if not served:
            self.say("The site does not answer yet; see the lines above.")
            return
        self.say(f"\n  The site   {settings.SITE_URL}/")
        self.say(f"  The desk   {settings.SITE_URL}/desk/")
        self.say(f"  The admin  {settings.SITE_URL}/admin/")
        self.tell_accounts(first)
        self.say("\nCtrl-C stops it; your data stays in var/.")

    def tell_accounts(self, first: bool) -> None:
        from newsroom.demo import accounts

        passwords = accounts.written()
        file = accounts.file().relative_to(settings.VAR.parent)
        if not passwords:
            return
        if not first:
            self.say(f"  Accounts   in {file}")
            return
        self.say("\n  Demo accounts, with passwords made for this site:")
        for name, password in passwords.items():
            self.say(f"    {name:<12} {password}")
        self.say(f"  They are kept in {file}.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
