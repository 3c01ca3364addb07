# The index by which people without a name are found: of a place, an age and a day. Adds nothing else.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0010_one_person_many_spellings"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["place", "naming", "age_low", "when_lower"], name="person_of_event"),
        ),
    ]
