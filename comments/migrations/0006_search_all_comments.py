from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from comments.models.search import Words


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_text_search"),
        ("comments", "0005_calmness"),
    ]
    operations = [
        migrations.AddIndex(
            "comment", GinIndex(Words("author_name", "body"), name="comment_words")
        ),
    ]
