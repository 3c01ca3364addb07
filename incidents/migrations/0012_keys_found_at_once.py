# A key that is written is in its index at once: a list of those that wait would be read through for every key of a search.

import django.contrib.postgres.indexes
from django.db import migrations

INDEXES = (
    ("person", "person_name_keys", "name_keys"),
    ("mention", "mention_name_keys", "name_keys"),
    ("nameword", "nameword_near", "near"),
)


def kept(model, name, field):
    """The index stays as it is; only its setting changes."""
    index = django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=[field], name=name)
    return migrations.SeparateDatabaseAndState(
        state_operations=[
            migrations.RemoveIndex(model_name=model, name=name),
            migrations.AddIndex(model_name=model, index=index),
        ],
        database_operations=[
            migrations.RunSQL(
                f"ALTER INDEX {name} SET (fastupdate = off)", f"ALTER INDEX {name} RESET (fastupdate)"
            ),
            migrations.RunSQL(f"SELECT gin_clean_pending_list('{name}')", migrations.RunSQL.noop),
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0011_people_of_one_event")]

    operations = [kept(*index) for index in INDEXES]
