import os
import platform
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import django
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.backups import Refused, database, media
from newsroom.backups.manifest import DUMP, MEDIA, Manifest
from newsroom.progress import size, told
from newsroom.release import release


class Command(BaseCommand):
    help = "Write the database and all media into a new folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder = folder.absolute()
        if folder.exists():
            raise CommandError(f"{folder} exists already. Name a new folder.")
        half = folder.with_name(f".{folder.name}.unfinished-{os.getpid()}")
        # Addresses of readers are in it: nobody else may look.
        old_mask = os.umask(0o077)
        try:
            half.mkdir(parents=True)
            manifest = self.fill(half)
            half.rename(folder)
        except (Refused, OSError) as refusal:
            raise CommandError(f"No backup was made: {refusal}") from None
        finally:
            os.umask(old_mask)
            shutil.rmtree(half, ignore_errors=True)
        self.summarise(folder, manifest)

    def fill(self, half: Path) -> Manifest:
        with database.snapshot() as moment:
            manifest = Manifest(
                made_at=timezone.now().isoformat(timespec="seconds"),
                versions={
                    "newsroom": release(),
                    "django": django.__version__,
                    "postgresql": database.server_version(),
                    "python": platform.python_version(),
                },
                migrations=database.last_migrations(),
                rows=database.count_rows(),
                media_files=0,
            )
            with told("Database", None, self.stdout) as progress:
                database.dump(half / DUMP, moment, progress)
        # After the database: every picture that it names is then among these.
        folder = media.root()
        total = sum(path.stat().st_size for path in media.files(folder))
        with told("Media", total, self.stdout) as progress:
            manifest.media_files = media.pack(folder, half / MEDIA, progress)
        manifest.write(half)
        return manifest

    def summarise(self, folder: Path, manifest: Manifest) -> None:
        whole = sum(file["bytes"] for file in manifest.files.values())
        self.stdout.write(
            f"Backup in {folder}: {sum(manifest.rows.values()):,} rows in"
            f" {len(manifest.rows)} tables, {manifest.media_files:,} media files,"
            f" {size(whole)}."
        )
        if media.root() is None:
            self.stdout.write("Media are in the object store and not in this backup.")
