"""Two requests at the same moment: one report, one revision, one institution."""

import datetime as dt
import threading

import pytest
from django.db import connection

from incidents.domain import evidence, intake
from incidents.models import Evidence, Report, ReportRevision, Source
from incidents.policies import Denied, Stale, Unfit
from tests.factories import UserFactory
from tests.incidents.domain.intake_samples import FAMILY, family, new_key

pytestmark = pytest.mark.django_db(transaction=True)
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)


def at_once(*works) -> list:
    """Runs all at the same moment, each on a connection of its own; results, refusals among them."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        gate.wait()
        try:
            results[place] = work()
        except (Stale, Denied, intake.Incomplete) as refused:
            results[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def complete_draft(by) -> Report:
    row = intake.start(by=by, at=AT, key=new_key())
    for step, values in (("what", FAMILY["what"]), ("people", {"people": FAMILY["people"]}), ("source", FAMILY["source"]),
                         ("consent", FAMILY["consent"])):  # fmt: skip
        row = intake.save(report=row, step=step, values=values, by=by, at=AT, version=row.version)
    return row


def test_two_submissions_at_once_make_one_revision():
    by = UserFactory()
    row = complete_draft(by)
    results = at_once(*[lambda: intake.submit(report=row, by=by, at=AT, version=row.version)] * 4)
    assert sum(isinstance(result, ReportRevision) for result in results) == 1
    assert sum(isinstance(result, Stale) for result in results) == 3
    assert (ReportRevision.objects.count(), row.mentions.count()) == (1, 3)


def test_one_key_at_once_makes_one_report():
    by, key = UserFactory(), new_key()
    results = at_once(*[lambda: intake.start(by=by, at=AT, key=key)] * 4)
    assert len({result.pk for result in results}) == 1
    assert Report.objects.count() == 1


def test_two_saves_of_one_step_at_once_keep_one_and_tell_the_other():
    by = UserFactory()
    row = intake.start(by=by, at=AT, key=new_key())

    def save(title):
        return lambda: intake.save(report=row, step="what", values={"title": title}, by=by, at=AT, version=row.version)

    results = at_once(save("one"), save("two"))
    assert sum(isinstance(result, Stale) for result in results) == 1
    kept = next(result for result in results if isinstance(result, Report))
    assert Report.objects.get(pk=row.pk).draft["what"] == kept.draft["what"]


def test_two_steps_at_once_are_both_kept():
    by = UserFactory()
    row = intake.start(by=by, at=AT, key=new_key())
    at_once(
        lambda: intake.save(report=row, step="what", values={"title": "x"}, by=by, at=AT, version=row.version),
        lambda: intake.save(
            report=row, step="consent", values={"consent": "internal"}, by=by, at=AT, version=row.version
        ),
    )
    draft = Report.objects.get(pk=row.pk).draft
    assert (draft["what"], draft["consent"]) == ({"title": "x"}, {"consent": "internal"})


def test_one_institution_named_at_once_is_one_source():
    authors = [UserFactory() for _n in range(3)]
    results = at_once(*[lambda by=by: intake.send(content=family(), by=by, at=AT, key=new_key()) for by in authors])
    assert len({result.source_id for result in results}) == 1
    assert Source.objects.filter(name="Invented Defenders").count() == 1


def test_one_file_added_at_once_is_there_once(tmp_path):
    by = UserFactory()
    row = intake.start(by=by, at=AT, key=new_key())

    def add():
        with (tmp_path / "file").open("rb") as file:
            return evidence.add_file(report=row, file=file, name="file", size=5, by=by, at=AT)

    (tmp_path / "file").write_bytes(b"words")
    results = at_once(add, add)
    assert sum(isinstance(result, Unfit) for result in results) == 1
    assert Evidence.objects.count() == 1


def test_one_link_added_at_once_is_there_once():
    by = UserFactory()
    row = intake.start(by=by, at=AT, key=new_key())
    told = {"report": row, "url": "https://example.org/", "note": "the film", "by": by, "at": AT}
    results = at_once(lambda: evidence.add_link(**told), lambda: evidence.add_link(**told))
    assert results[0].ref == results[1].ref
    assert Evidence.objects.count() == 1
