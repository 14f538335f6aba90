import contextlib
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from newsroom.backups import Refused, database, manifest, media
from newsroom.progress import told


class Command(BaseCommand):
    help = "Put a backup into the database and the media folder."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="what is there now is lost: the backup takes its place",
        )

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        try:
            found = manifest.read(folder)
            self.verify(folder, found)
            if not replace:
                self.refuse_to_overwrite(found)
            self.put_back(folder, found)
        except (Refused, OSError) as refusal:
            raise CommandError(f"Nothing was restored: {refusal}") from None
        self.summarise(found)

    def verify(self, folder: Path, found: manifest.Manifest) -> None:
        whole = sum(file["bytes"] for file in found.files.values())
        with told("Verifying", whole, self.stdout) as progress:
            manifest.verify(folder, found, progress)

    def refuse_to_overwrite(self, found: manifest.Manifest) -> None:
        if names := database.tables():
            raise Refused(
                f"the database has {len(names)} tables already."
                " Add --replace to lose them for the backup."
            )
        if next(media.files(media.root()), None):
            raise Refused(
                f"{media.root()} has files already."
                " Add --replace to lose them for the backup."
            )

    def put_back(self, folder: Path, found: manifest.Manifest) -> None:
        place = media.root()
        beside = None
        with contextlib.ExitStack() as undo:
            if place is not None:
                archive = folder / manifest.MEDIA
                with told("Media", archive.stat().st_size, self.stdout) as progress:
                    beside = media.unpack(archive, place, progress)
                undo.callback(shutil.rmtree, beside, ignore_errors=True)
            with told("Database", None, self.stdout) as progress:
                database.restore(folder / manifest.DUMP, found.rows, progress)
            if place is not None and beside is not None:
                media.put_in_place(beside, place)

    def summarise(self, found: manifest.Manifest) -> None:
        self.stdout.write(
            f"Restored the backup of {found.made_at}: {sum(found.rows.values()):,} rows"
            f" in {len(found.rows)} tables, {found.media_files:,} media files,"
            " counted and equal."
        )
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("This backup is older than the code: run migrate.")
