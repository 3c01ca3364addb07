# The files of before become originals that are not sealed yet; a job seals them (domain/evidence).

from django.db import migrations


def forward(apps, schema_editor):
    Evidence, Original = apps.get_model("incidents", "Evidence"), apps.get_model("incidents", "Original")
    for piece in Evidence.objects.filter(kind="file", original=None).order_by("id").iterator():
        original, _made = Original.objects.get_or_create(
            sha256=piece.sha256,
            defaults={"size": piece.size, "stored": piece.file.name, "media_type": piece.media_type,
                      "received_at": piece.added_at},
        )
        piece.original = original
        piece.save(update_fields=["original"])
    for code in ("graphic", "faces", "child"):
        Evidence.objects.filter(sensitivity=code).update(sensitivities=[code])
    Evidence.objects.filter(sensitivity="plain", kind="file").update(sensitivities=["plain"])


def backward(apps, schema_editor):
    Evidence, Original = apps.get_model("incidents", "Evidence"), apps.get_model("incidents", "Original")
    if Original.objects.exclude(key_sealed=b"").exists():
        raise RuntimeError("Evidence is sealed by now: run 'bin/manage evidence unseal' before going back.")
    for piece in Evidence.objects.filter(kind="file").select_related("original").iterator():
        piece.file = piece.original.stored
        told = (code for code in ("graphic", "child", "faces") if code in piece.sensitivities)
        piece.sensitivity = next(told, "plain")
        piece.original = None
        piece.save(update_fields=["file", "sensitivity", "original"])


class Migration(migrations.Migration):
    dependencies = [("incidents", "0006_originals_copies_and_what_a_piece_is")]
    operations = [migrations.RunPython(forward, backward)]
