"""The demo's stories: gone, withdrawn, or the newsroom's own by now."""

from django.utils import timezone

from articles import publishing
from articles.models import Article, ArticleStatus, Byline, Section, Tagging
from comments.models import Comment
from newsroom.demo import Refused
from newsroom.demo import stories as written
from newsroom.demo.content import Text, table, texts
from newsroom.demo.removal.report import Report
from newsroom.models import User


def remove(report: Report) -> None:
    stubs = []
    for text in texts("stories"):
        article = Article.objects.select_for_update(of=("self",)).filter(slug=text.slug)
        if story := article.first():
            if not untouched(story, text):
                report.keep(f"the story “{story}”", "it was edited here")
            elif readers := Comment.objects.filter(article=story, erased_at=None):
                withdraw(story)
                words = f"{len(readers)} comments by readers stand on it"
                report.keep(f"the story “{story}”, withdrawn", words)
            elif Comment.objects.filter(article=story).exists():
                withdraw(story)
                strip(story)
                stubs.append(story.pk)
                report.emptied["stories, withdrawn"] += 1
            else:
                story.delete()
                report.removed["stories"] += 1
    gather(stubs)


def untouched(story: Article, text: Text) -> bool:
    """Whether its words are the demo's, and not yet taken apart."""
    day = timezone.localdate(story.published_at or story.created_at)
    head = text.head
    return (story.headline, story.standfirst, story.dateline, story.body) == (
        head["headline"],
        head.get("standfirst", ""),
        head.get("dateline", ""),
        written.body(text, day),
    )


def withdraw(story: Article) -> None:
    """Its address says from now on that it is gone."""
    if story.status == ArticleStatus.PUBLISHED:
        publishing.withdraw(story, by=administrator())


def administrator() -> User:
    found = User.objects.filter(is_superuser=True, is_active=True).first()
    if found is None:
        raise Refused("There is no administrator in whose name to withdraw stories.")
    return found


def strip(story: Article) -> None:
    """Let go of all else of the demo. The headline stays, to tell what it was."""
    Byline.objects.filter(article=story).delete()
    Tagging.objects.filter(article=story).delete()
    Article.objects.filter(pk=story.pk).update(
        lead_photo=None, source_agency=None, created_by=None
    )


def gather(stubs: list[int]) -> None:
    """Move what had to stay into one section, so that the others can go."""
    rest = Article.objects.exclude(pk__in=stubs)
    demo = [row["slug"] for row in table("paper")["section"]]
    home = (
        Section.objects.exclude(slug__in=demo).first()
        or Section.objects.filter(pk__in=rest.values("section")).first()
        or Section.objects.first()
    )
    if home is not None:
        Article.objects.filter(pk__in=stubs).update(section=home)
