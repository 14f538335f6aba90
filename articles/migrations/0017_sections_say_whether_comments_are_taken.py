from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_how_photos_were_made"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="article",
            name="article_comments_mode_known",
        ),
        migrations.AddField(
            model_name="section",
            name="comments_mode",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("held", "Open, and a person decides on every comment"),
                    ("closed", "Closed: shown, no new ones"),
                    ("hidden", "Hidden: neither shown nor taken"),
                ],
                default="open",
                help_text="For its stories that say nothing else, old and new.",
                max_length=7,
                verbose_name="comments",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="comments_mode",
            field=models.CharField(
                choices=[
                    ("section", "As its section"),
                    ("open", "Open"),
                    ("held", "Open, and a person decides on every comment"),
                    ("closed", "Closed: shown, no new ones"),
                    ("hidden", "Hidden: neither shown nor taken"),
                ],
                default="section",
                max_length=7,
                verbose_name="comments",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "comments_mode__in",
                        ["section", "open", "held", "closed", "hidden"],
                    )
                ),
                name="article_comments_mode_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("comments_mode__in", ["open", "held", "closed", "hidden"])
                ),
                name="section_comments_mode_known",
            ),
        ),
    ]
