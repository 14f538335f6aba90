import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0022_photos_in_texts_are_followed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='digest', serialize=False, to='articles.article')),
                ('related', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('made_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('text', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('seen', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('key', name='gin_trgm_ops'), name='word_likeness')],
            },
        ),
    ]
