from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

STEMMED = ("arabic", "english", "french", "german", "spanish", "turkish")
WORDS = "asciiword, asciihword, hword_asciipart, word, hword, hword_part"


def configurations() -> list[str]:
    """Our own dictionaries: accents do not matter, and each language has its stems."""
    made = [
        "CREATE TEXT SEARCH CONFIGURATION newsroom_plain (COPY = simple)",
        f"ALTER TEXT SEARCH CONFIGURATION newsroom_plain "
        f"ALTER MAPPING FOR {WORDS} WITH unaccent, simple",
    ]
    for name in STEMMED:
        made += [
            f"CREATE TEXT SEARCH CONFIGURATION newsroom_{name} (COPY = {name})",
            f"ALTER TEXT SEARCH CONFIGURATION newsroom_{name} "
            f"ALTER MAPPING FOR {WORDS} WITH unaccent, {name}_stem",
        ]
    return made


def removals() -> list[str]:
    return [
        f"DROP TEXT SEARCH CONFIGURATION newsroom_{name}"
        for name in ("plain", *STEMMED)
    ]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(configurations(), removals()),
    ]
