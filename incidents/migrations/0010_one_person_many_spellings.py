# The first half of many spellings: what is kept for finding, joining and taking apart. Forward adds empty tables only.

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget_verdicts_on_two_persons(apps, schema_editor):
    """Going back: the tables of before know verdicts on a mention and a person only. What was joined stays joined."""
    apps.get_model("incidents", "MatchDecision").objects.filter(mention=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0009_whom_a_stamp_trusts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FoundText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.CreateModel(
            name='LikelyGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveIntegerField()),
                ('score', models.FloatField(help_text='of its likeliest open pair')),
                ('open_pairs', models.PositiveIntegerField(default=0)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='LikelyPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('likelihood', models.CharField(choices=[('very_likely', 'very likely'), ('possible', 'possible')], default='possible', max_length=32)),
                ('levels', models.JSONField(blank=True, default=dict, help_text='field to level of agreement, codes only')),
                ('settled_at', models.DateTimeField(blank=True, help_text='when somebody decided, or the facts changed', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='MatchRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pairs', 'look for likely same persons'), ('keys', 'prepare names for search again')], default='pairs', max_length=32)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('stopped', 'stopped'), ('failed', 'failed')], default='waiting', max_length=32)),
                ('stage', models.CharField(blank=True, help_text='a code: reading, blocking, comparing, grouping', max_length=32)),
                ('asked_at', models.DateTimeField()),
                ('began_at', models.DateTimeField(blank=True, null=True)),
                ('touched_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('stop_asked', models.BooleanField(default=False)),
                ('names_version', models.PositiveSmallIntegerField(default=0)),
                ('last_id', models.BigIntegerField(default=0, help_text='where a run that was killed goes on')),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('records', models.PositiveIntegerField(default=0)),
                ('pairs', models.PositiveIntegerField(default=0)),
                ('groups', models.PositiveIntegerField(default=0)),
                ('failed_code', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='MatchWeights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weights', models.JSONField()),
                ('origin', models.TextField()),
                ('measured', models.JSONField(default=dict, help_text='before and after, on pairs held back')),
                ('at', models.DateTimeField()),
                ('in_use', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField(default=0)),
                ('reasons', models.JSONField(blank=True, default=list)),
                ('because', models.TextField()),
                ('moved', models.JSONField(default=dict, help_text='the keys of the rows that moved, by kind, and rows as they were')),
                ('at', models.DateTimeField()),
                ('undone_because', models.TextField(blank=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, unique=True)),
                ('near', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, help_text='the word with letters left out', size=None)),
                ('count', models.PositiveIntegerField(default=0, help_text='how many hold it; counted anew by each run over the keys')),
            ],
        ),
        migrations.AddField(
            model_name='matchdecision',
            name='facts',
            field=models.CharField(blank=True, help_text='SHA-256 of what was compared', max_length=64),
        ),
        migrations.AddField(
            model_name='matchdecision',
            name='levels',
            field=models.JSONField(blank=True, default=dict, help_text='field to level of agreement, for fitting weights'),
        ),
        migrations.AddField(
            model_name='matchdecision',
            name='other',
            field=models.ForeignKey(blank=True, help_text='for two persons: the newer of them', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions_as_other', to='incidents.person'),
        ),
        migrations.AddField(
            model_name='mention',
            name='keys_version',
            field=models.PositiveSmallIntegerField(db_index=True, default=0, help_text='of names, that made the keys'),
        ),
        migrations.AddField(
            model_name='person',
            name='keys_version',
            field=models.PositiveSmallIntegerField(db_index=True, default=0, help_text='of names, that made the keys'),
        ),
        migrations.AlterField(
            model_name='matchdecision',
            name='mention',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='incidents.mention'),
        ),
        migrations.AddConstraint(
            model_name='matchdecision',
            constraint=models.CheckConstraint(condition=models.Q(('mention__isnull', True), ('other__isnull', True), _connector='XOR'), name='match_of_two'),
        ),
        migrations.AddConstraint(
            model_name='matchdecision',
            constraint=models.CheckConstraint(condition=models.Q(('other__isnull', True), ('other__gt', models.F('person')), _connector='OR'), name='match_older_first'),
        ),
        migrations.AddConstraint(
            model_name='matchdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('reversed_at__isnull', True)), fields=('other', 'person'), name='match_persons_once'),
        ),
        migrations.AddField(
            model_name='foundtext',
            name='incident',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='found_text', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='foundtext',
            name='report',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='found_text', to='incidents.report'),
        ),
        migrations.AddField(
            model_name='likelygroup',
            name='taken_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='likelypair',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='found_pairs', to='incidents.likelygroup'),
        ),
        migrations.AddField(
            model_name='likelypair',
            name='left_mention',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='incidents.mention'),
        ),
        migrations.AddField(
            model_name='likelypair',
            name='left_person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='incidents.person'),
        ),
        migrations.AddField(
            model_name='likelypair',
            name='right_mention',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='incidents.mention'),
        ),
        migrations.AddField(
            model_name='likelypair',
            name='right_person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='incidents.person'),
        ),
        migrations.AddField(
            model_name='matchrun',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='likelygroup',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='found_groups', to='incidents.matchrun'),
        ),
        migrations.AddField(
            model_name='matchweights',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='matchrun',
            name='weights',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.matchweights'),
        ),
        migrations.AddField(
            model_name='merge',
            name='absorbed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='incidents.person'),
        ),
        migrations.AddField(
            model_name='merge',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_kept', to='incidents.person'),
        ),
        migrations.AddField(
            model_name='merge',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='nameword',
            index=django.contrib.postgres.indexes.GinIndex(fields=['near'], name='nameword_near'),
        ),
        migrations.AddIndex(
            model_name='nameword',
            index=models.Index(fields=['word'], name='nameword_begins', opclasses=['text_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='foundtext',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='foundtext_words'),
        ),
        migrations.AddConstraint(
            model_name='foundtext',
            constraint=models.CheckConstraint(condition=models.Q(('report__isnull', True), ('incident__isnull', True), _connector='XOR'), name='foundtext_of_one_thing'),
        ),
        migrations.AddIndex(
            model_name='likelypair',
            index=models.Index(fields=['settled_at', '-score'], name='likelypair_order'),
        ),
        migrations.AddConstraint(
            model_name='likelypair',
            constraint=models.CheckConstraint(condition=models.Q(('likelihood__in', ['very_likely', 'possible'])), name='likelypair_likelihood_known'),
        ),
        migrations.AddConstraint(
            model_name='likelypair',
            constraint=models.CheckConstraint(condition=models.Q(('left_person__isnull', True), ('left_mention__isnull', True), _connector='XOR'), name='likelypair_one_left'),
        ),
        migrations.AddConstraint(
            model_name='likelypair',
            constraint=models.CheckConstraint(condition=models.Q(('right_person__isnull', True), ('right_mention__isnull', True), _connector='XOR'), name='likelypair_one_right'),
        ),
        migrations.AddConstraint(
            model_name='likelypair',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_person', models.F('right_person')), _negated=True), models.Q(('left_mention', models.F('right_mention')), _negated=True)), name='likelypair_not_with_itself'),
        ),
        migrations.AddConstraint(
            model_name='likelypair',
            constraint=models.UniqueConstraint(fields=('left_person', 'left_mention', 'right_person', 'right_mention'), name='likelypair_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='likelygroup',
            index=models.Index(fields=['-score', '-size', 'id'], name='likelygroup_order'),
        ),
        migrations.AddConstraint(
            model_name='likelygroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), models.Q(('taken_at__isnull', True), ('taken_by__isnull', True)), _connector='OR'), name='likelygroup_taken_together'),
        ),
        migrations.AddConstraint(
            model_name='likelygroup',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 2)), name='likelygroup_of_two_or_more'),
        ),
        migrations.AddConstraint(
            model_name='matchweights',
            constraint=models.UniqueConstraint(condition=models.Q(('in_use', True)), fields=('in_use',), name='matchweights_one_in_use'),
        ),
        migrations.AddConstraint(
            model_name='matchrun',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pairs', 'keys'])), name='matchrun_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='matchrun',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'stopped', 'failed'])), name='matchrun_state_known'),
        ),
        migrations.AddConstraint(
            model_name='matchrun',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('kind',), name='matchrun_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='matchrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ('waiting', 'running'))), models.Q(('ended_at__isnull', False), ('state__in', ('done', 'stopped', 'failed'))), _connector='OR'), name='matchrun_ended_together'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('absorbed')), _negated=True), name='merge_not_with_itself'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='merge_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), models.Q(('undone_at__isnull', True), ('undone_by__isnull', True), ('undone_because', '')), _connector='OR'), name='merge_undone_together'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('absorbed',), name='merge_stands_once'),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_verdicts_on_two_persons),
    ]
