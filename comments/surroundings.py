"""Where a comment stands in its thread: what it answers, and what is said around it."""

from typing import NamedTuple

from comments.models import Comment

BEFORE = 6
AFTER = 4


class Neighbour(NamedTuple):
    comment: Comment
    # What the comment answers, from the first of the thread down.
    is_answered: bool


def around(comment: Comment) -> tuple[list[Neighbour], list[Neighbour]]:
    """Before it and after it, in the order of the thread. Three small index reads.

    What it answers is all there, public or not; of the rest, what readers see.
    """
    public = Comment.objects.public().filter(article=comment.article_id)
    below_root = public.filter(
        path__gte=comment.path[:1], path__lt=[comment.path[0] + 1]
    )
    before = below_root.filter(path__lt=comment.path).order_by("-path")[:BEFORE]
    after = below_root.filter(path__gt=comment.path).order_by("path")[:AFTER]
    above = {row.pk: row for row in Comment.objects.filter(pk__in=comment.path[:-1])}
    if comment.parent_id and comment.parent_id not in above:
        # Below the deepest level the path leaves some out.
        above[comment.parent_id] = Comment.objects.get(pk=comment.parent_id)
    shown = {row.pk: row for row in before} | above
    return (
        [
            Neighbour(row, row.pk in above)
            for row in sorted(shown.values(), key=lambda row: row.path)
        ],
        [Neighbour(row, False) for row in after],
    )
