"""Laws 6 and 7: the database holds what must never be false, and history is rows that nobody edits."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from incidents.domain import thawing
from incidents.models import AuditEvent, FindingAct
from tests.architecture import rows, spoilt
from tests.factories import ActFactory, MentionFactory, PersonFactory, ReportFactory, UserFactory

MODELS = [model for model in apps.get_models() if model._meta.app_label in ("accounts", "incidents")]
NAMED = {constraint.name: (model, constraint) for model in MODELS for constraint in model._meta.constraints}
KNOWN = {name: pair for name, pair in NAMED.items() if name.endswith("_known")}
ORDERED = {name: pair for name, pair in NAMED.items() if name.endswith("_ordered")}
AS_ENTERED = ("incidents.FigureClaim:figureclaim_as_entered", "incidents.FigureMove:figuremove_frozen")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def allowed(django_db_setup, django_db_blocker):
    """Made once: every test spoils a row inside its own transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield rows.one_of_each()
        transaction.set_rollback(True)


def write(row: models.Model, changed: dict) -> None:
    """Past every check of Python: one UPDATE."""
    values = {column: value(row) if callable(value) else value for column, value in changed.items()}
    with thawing.thawed(AS_ENTERED):
        type(row).objects.filter(pk=row.pk).update(**values)


def repeat(row: models.Model, changed: dict) -> None:
    """The same row once more."""
    fresh = type(row).objects.get(pk=row.pk)
    fresh.pk, fresh._state.adding = None, True
    for column, value in changed.items():
        setattr(fresh, column, value(row) if callable(value) else value)
    fresh.save(force_insert=True)


def refusal(spoil, *args) -> str:
    """The name of the constraint that said no, or nothing."""
    try:
        with transaction.atomic():
            spoil(*args)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name or str(error)
    return ""


def test_every_constraint_of_the_models_is_tried_here():
    tried = {*KNOWN, *ORDERED, *spoilt.CHANGED, *spoilt.REPEATED}
    assert tried == set(NAMED)


def test_a_row_of_every_model_is_at_hand(allowed):
    assert set(allowed) == {model.__name__ for model in MODELS if not model._meta.auto_created}


@pytest.mark.parametrize("name", KNOWN)
def test_the_database_knows_no_word_outside_the_vocabulary(name, allowed):
    model, constraint = KNOWN[name]
    field = constraint.condition.children[0][0].partition("__")[0]
    row = allowed[model.__name__]
    stranger = ["stranger"] if isinstance(getattr(row, field), list) else "stranger"
    assert refusal(write, row, {field: stranger}) in (name, spoilt.STRONGER.get(name))


@pytest.mark.parametrize("name", ORDERED)
def test_no_range_ends_before_it_begins(name, allowed):
    model, constraint = ORDERED[name]
    low, high = next(
        (left.removesuffix("__lte"), right.name) for left, right in leaves(constraint.condition) if "__lte" in left
    )
    ends = ("2022-01-09", "2022-01-08") if isinstance(model._meta.get_field(low), models.DateField) else (9, 8)
    changed = {low: ends[0], high: ends[1]}
    if model.__name__ == "Mention":
        changed["unit"] = "group"
    assert refusal(write, allowed[model.__name__], changed) == name


def leaves(condition: models.Q):
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from leaves(child)
        else:
            yield child


@pytest.mark.parametrize("name", spoilt.CHANGED)
def test_a_row_that_breaks_a_rule_is_refused(name, allowed):
    model, _constraint = NAMED[name]
    assert refusal(write, allowed[model.__name__], spoilt.CHANGED[name]) == name


@pytest.mark.parametrize("name", spoilt.REPEATED)
def test_what_is_there_once_is_not_there_twice(name, allowed):
    model, _constraint = NAMED[name]
    row = allowed[model.__name__]
    prepare(row, name)
    assert refusal(repeat, row, spoilt.REPEATED[name]) == name


def prepare(row: models.Model, name: str) -> None:
    """Brings the first row into the state in which a second one is too many."""
    if name == "finding_agreed_once":
        row.person.absorber = UserFactory()
    if name == "kinship_once_between_mentions":
        row.second = MentionFactory(report=row.person.mentions.get().report)
    if name == "listedition_number_once":
        row.elsewhere = ReportFactory()
    if name == "match_persons_once":
        row.newer = PersonFactory()
    write(row, spoilt.FIRST.get(name, {}))


@pytest.mark.parametrize("name", spoilt.FROZEN)
def test_history_is_neither_changed_nor_deleted(name, allowed):
    row = allowed[name]
    table, key = row._meta.db_table, row._meta.pk.column
    for statement in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):
        with (
            pytest.raises(ProgrammingError, match="Cannot update or delete"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_author_of_a_report_neither_proposes_nor_agrees_to_a_finding_on_it():
    author, reviewer = UserFactory(), UserFactory()
    act = ActFactory(mention=MentionFactory(report=ReportFactory(submitter=author)))
    own, theirs = rows.finding(PersonFactory(), author), rows.finding(PersonFactory(), reviewer)
    assert "nobody reviews an own report" in refusal(rely, own, act)
    rely(theirs, act)
    decided = {"status": "agreed", "decided_by_id": author.pk, "decided_at": spoilt.NOW}
    assert "nobody reviews an own report" in refusal(write, theirs, decided)


def rely(finding, act) -> None:
    FindingAct.objects.create(finding=finding, act=act)


def test_the_audit_log_points_at_nothing():
    """A line stays true when what it speaks of is gone."""
    assert [field.name for field in AuditEvent._meta.get_fields() if field.is_relation] == []


def test_the_audit_log_is_written_by_one_function_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosecdef FROM pg_proc WHERE proname = 'kua_audit_append'")
        assert cursor.fetchall() == [(True,)]


def test_no_row_is_deleted_along_with_another():
    """Only the lines that belong to a row go with it, and what was derived from it: likely pairs, words to search."""
    cascading = {
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.local_fields
        if field.is_relation and field.remote_field.on_delete is models.CASCADE
    }
    derived = {f"LikelyPair.{side}_{row}" for side in ("left", "right") for row in ("person", "mention")}
    derived |= {"LikelyPair.group", "FoundText.report", "FoundText.incident"}
    derived |= {"RowChange.edition", "RowChange.former", "RowChange.mention", "RowHold.mention", "RowHold.by"}
    of_lists = {"BulkDecided.bulk", "BulkDecided.mention", "BulkDecision.edition", "ListMark.mention"}
    assert cascading == {"ActActor.act", "PlaceParent.place", "ListMapping.keeper"} | derived | of_lists
