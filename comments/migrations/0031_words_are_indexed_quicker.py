from django.db import migrations

from comments.models.search import Words

SAID = "author_name || ' ' || body"
NOW = Words.template % {"expressions": SAID}
BEFORE = (
    "to_tsvector('newsroom_plain'::regconfig, translate(left("
    f"{SAID}, 200000), 'أإآٱىیېئکگھەةؤ"
    "\u0640\u200c\u200d\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0670"
    "', 'ااااييييككهههو'))"
)


def instead(words: str) -> list[str]:
    """The other index beside the one in use, then in its place: nobody waits.

    Each step can be taken again after a run that was cut short.
    """
    return [
        "DROP INDEX CONCURRENTLY IF EXISTS comment_words_next",
        "DROP INDEX CONCURRENTLY IF EXISTS comment_words_last",
        "CREATE INDEX CONCURRENTLY comment_words_next ON comments_comment "
        f"USING gin (({words}))",
        "DO $$ BEGIN "
        "ALTER INDEX comment_words RENAME TO comment_words_last; "
        "ALTER INDEX comment_words_next RENAME TO comment_words; "
        "END $$",
        "DROP INDEX CONCURRENTLY comment_words_last",
        # What the planner knows of the words was known of the other index.
        "ANALYZE comments_comment",
    ]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("articles", "0042_search_vectors_are_made_quicker"),
        ("comments", "0030_readers_see_every_change"),
    ]
    operations = [migrations.RunSQL(instead(NOW), instead(BEFORE))]
