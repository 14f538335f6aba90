import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0019_escalations"),
    ]

    operations = [
        migrations.AddField(
            model_name="commentpolicy",
            name="appear",
            field=models.CharField(
                choices=[
                    ("decided", "A person decided on it"),
                    ("proven", "A person decided, or its writer has earned trust"),
                ],
                default="decided",
                help_text="With trust, each writer is sent a letter with a button that proves the address. A comment that was proven so appears by itself if its writer’s last proven comments, as many as the next field says, were all approved by a person, and if no check flags it. Without the button nothing ever does: anybody can type an address.",
                max_length=7,
                verbose_name="before a comment appears",
            ),
        ),
        migrations.AddField(
            model_name="commentpolicy",
            name="approvals_needed",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="Approved one after the other; a rejected one makes the count begin anew.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="approvals that earn trust",
            ),
        ),
        migrations.AddField(
            model_name="commentpolicy",
            name="network_days",
            field=models.PositiveSmallIntegerField(
                default=30,
                help_text="It says “the same network again” and nothing else. Afterwards a comment from there cannot be recognised.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(3650),
                ],
                verbose_name="days to keep the network hash",
            ),
        ),
        migrations.AddField(
            model_name="commentpolicy",
            name="order",
            field=models.CharField(
                choices=[("oldest", "Oldest first"), ("newest", "Newest first")],
                default="oldest",
                help_text="Of the comments on the story itself. Replies stand under what they answer, oldest first.",
                max_length=6,
                verbose_name="order of comments",
            ),
        ),
        migrations.AddField(
            model_name="commentpolicy",
            name="refused_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                help_text="Name, text and address of comments that were rejected, spam or withdrawn, counted from then. The decisions stay on record, without a word of them.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(3650),
                ],
                verbose_name="days to keep what is not published",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="ask_website",
            field=models.BooleanField(
                default=False,
                help_text="One more field on the form. Only moderators see what it says.",
                verbose_name="ask for a website",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="close_after_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Counted from publication: older stories show their comments and take no new ones. Empty: stories stay open.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="close after days",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="depth",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="Deeper replies are shown at the last level. 1: all side by side.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(10),
                ],
                verbose_name="levels of replies",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="max_length",
            field=models.PositiveIntegerField(
                default=5000,
                help_text="In characters. A longer one comes back to its writer.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(65525),
                ],
                verbose_name="longest comment",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="max_links",
            field=models.PositiveSmallIntegerField(
                default=2,
                help_text="A comment with more is flagged, and always waits for a person. 0: with any link.",
                verbose_name="links before a comment is flagged",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="network_limit",
            field=models.PositiveSmallIntegerField(
                default=20,
                help_text="Many people may share one: a school, an office, a telephone net.",
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="comments in ten minutes from one network address",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="paused",
            field=models.BooleanField(
                default=False,
                help_text="No story takes comments. What is published stays, and readers see the sentence below instead of the form.",
                verbose_name="pause all commenting",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="paused_sentence",
            field=models.CharField(
                default="Comments are paused for the moment. Please come back later.",
                help_text="It stands where the form was, and answers whoever posts.",
                max_length=300,
                verbose_name="sentence while paused",
            ),
        ),
        migrations.AlterField(
            model_name="commentpolicy",
            name="seconds_between",
            field=models.PositiveSmallIntegerField(
                default=15,
                help_text="From one e-mail address, on one story. 0: no limit.",
                verbose_name="seconds between comments",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("appear__in", ["decided", "proven"]),
                    ("order__in", ["oldest", "newest"]),
                ),
                name="comment_policy_chooses",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("network_days__gte", 1),
                    ("refused_days__gte", 1),
                    ("approvals_needed__gte", 1),
                ),
                name="comment_policy_keeps_for_days",
            ),
        ),
    ]
