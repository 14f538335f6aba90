from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles import renditions
from articles.models import Photo
from articles.models.photo import RECIPE
from articles.pixels import Damaged
from newsroom.progress import told


class Command(BaseCommand):
    help = """Make the sizes of photos that an older version made, or that failed.

    The worker does the same by itself, a few at a time; this does it now.
    """

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="make every photo again")

    def handle(self, *args: Any, **options: Any) -> None:
        photos = Photo.objects.order_by("-pk")
        if not options["all"]:
            photos = photos.exclude(recipe=RECIPE, fault="")
        failed = 0
        with told("Making pictures", photos.count(), self.stdout) as done:
            for pk in photos.values_list("pk", flat=True):
                failed += not self.made(pk)
                done(1)
        self.stdout.write(f"{failed} could not be made." if failed else "Done.")

    def made(self, pk: int) -> bool:
        photo = Photo.objects.get(pk=pk)
        try:
            renditions.make(photo)
        except Damaged:
            renditions.give_up(photo)
        except OSError as error:
            self.stderr.write(f"Photo {pk}: {error}")
        else:
            return True
        return False
