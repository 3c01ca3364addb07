from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("incidents", "0007_each_file_has_its_original")]

    operations = [
        migrations.RemoveField(model_name="evidence", name="file"),
        migrations.RemoveField(model_name="evidence", name="sensitivity"),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'file'), ('sha256__regex', '^[0-9a-f]{64}$'), ('size__isnull', False), ('url', ''), ('original__isnull', False)), models.Q(('kind', 'link'), ('original__isnull', True), ('sha256', ''), models.Q(('url', ''), _negated=True)), models.Q(('kind', 'not_held'), ('original__isnull', True), ('sha256', ''), ('url', '')), _connector='OR'), name='evidence_shape'),
        ),
    ]
