import articles.models.languages
import articles.models.link
import django.db.models.deletion
from django.db import migrations, models


FURNITURE = """
CREATE TRIGGER link_furniture AFTER INSERT OR UPDATE OR DELETE ON articles_link
  FOR EACH ROW EXECUTE FUNCTION newsroom_furniture_changed();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_sealed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('navigation', 'In the navigation, after the sections'), ('footer', 'In the footer'), ('social', 'Among our other places, in the footer')], max_length=10, verbose_name='place')),
                ('label', models.CharField(max_length=60, verbose_name='label')),
                ('url', models.CharField(max_length=300, validators=[articles.models.link.validate_target], verbose_name='address')),
                ('language', articles.models.languages.LanguageField(choices=[('en', 'English'), ('ar', 'Arabic'), ('ckb', 'Central Kurdish'), ('de', 'German'), ('es', 'Spanish'), ('fr', 'French'), ('fa', 'Persian'), ('he', 'Hebrew'), ('tr', 'Turkish')], default='en', max_length=10, verbose_name='language')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['place', 'position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='publication',
            name='crawlers',
            field=models.CharField(choices=[('welcome', 'They may read all that is public'), ('answers', 'They may answer with it and name us, but not learn from it'), ('refused', 'They may read nothing')], default='welcome', help_text='Said in robots.txt, which well-behaved programs obey.', max_length=8, verbose_name='programs that feed language models'),
        ),
        migrations.AddField(
            model_name='publication',
            name='dark_colour',
            field=models.CharField(blank=True, help_text='The same where readers prefer dark pages, like #86d3ac.', max_length=7, verbose_name='colour on dark pages'),
        ),
        migrations.AddField(
            model_name='publication',
            name='light_colour',
            field=models.CharField(blank=True, help_text='Of links and buttons, like #0a5b3d. Empty: our green.', max_length=7, verbose_name='colour on light pages'),
        ),
        migrations.AddField(
            model_name='publication',
            name='security_contact',
            field=models.EmailField(blank=True, help_text='Published in /.well-known/security.txt.', max_length=254, verbose_name='address for reports of security faults'),
        ),
        migrations.AddField(
            model_name='section',
            name='in_navigation',
            field=models.BooleanField(default=True, verbose_name='in the navigation'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dark_colour', ''), ('light_colour', '')), models.Q(models.Q(('light_colour', ''), _negated=True), models.Q(('dark_colour', ''), _negated=True)), _connector='OR'), name='publication_has_both_colours'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('crawlers__in', ['welcome', 'answers', 'refused'])), name='publication_crawlers_known'),
        ),
        migrations.AddField(
            model_name='link',
            name='publication',
            field=models.ForeignKey(default=1, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='articles.publication'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('place__in', ['navigation', 'footer', 'social'])), name='link_place_known'),
        ),
        migrations.RunSQL(FURNITURE, "DROP TRIGGER link_furniture ON articles_link"),
    ]
