from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from comments.models import Comment, CommentStatus
from newsroom.demo import Refused, accounts
from newsroom.demo.loading import load


class Command(BaseCommand):
    """Fills a trial site with a newsroom to look at: all of it or nothing.

    Stopped at any moment, even killed, it leaves nothing behind and can be run again.
    Where a name it needs is in use it stops with one line and changes nothing.
    """

    help = "Load the demo newsroom: stories, photos, comments, a queue, accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("load_demo is for a trial site and needs DEMO=1.")
        try:
            loaded = load(self.stdout)
        except Refused as refusal:
            raise CommandError(f"The demo was not loaded: {refusal}") from None
        if not loaded:
            self.stdout.write("The demo newsroom is here already.")
            return
        held = Comment.objects.filter(status=CommentStatus.HELD).count()
        self.stdout.write(
            f"The demo newsroom: {Article.objects.count()} stories,"
            f" {Comment.objects.count() - held} approved comments, {held} held."
            f" Accounts in {accounts.file()}."
        )
