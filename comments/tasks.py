from django.db import connection

from comments import retention, telling
from newsroom.jobs import periodic, task


@periodic(cron="* * * * *")
@task(name="comments.tell_of_comments", queueing_lock="comments.tell_of_comments")
def tell_of_comments(timestamp: int) -> None:
    telling.tell_all()


@periodic(cron="* * * * *")
@task(name="comments.sort_words_in", queueing_lock="comments.sort_words_in")
def sort_words_in(timestamp: int) -> None:
    """PostgreSQL puts the words of new comments in a list beside their index, and
    whoever finds it full sorts all of them in: among ten million comments that takes a
    second, of a reader who posts or a moderator who decides. So it is done here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('comment_words')")


@periodic(cron="41 3 * * *")
@task(name="comments.purge_expired", retry=3)
def purge_expired(timestamp: int) -> None:
    retention.purge()
