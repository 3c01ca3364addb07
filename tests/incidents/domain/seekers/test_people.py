"""People are found under any spelling, and nobody outside the scope. Invented people."""

import pytest

from incidents.domain import lexicon
from incidents.domain.seekers import filtering, people
from incidents.models import Mention, Person
from tests.factories import MentionFactory, PersonFactory, UserFactory

HELD = (
    "Жагипаров Дулат Сәтбекұлы", "Zhagiparova Aigul Satbekovna", "Бақытжан Тұрсынұлы Жұмағұлов", "Ахметов Самат",
    "Ахметов Самат Ерланович", "Ахметова Динара", "Schewnin Grigorij", "Памфилов Вячеслав Валентинович", "Е. Оспанов",
    "Кенесарыев Ержан Ақылбекұлы", "Тен Александр", "Майлыбаева Кәусар Сыдыққызы", "Гофман Сергей", "Сергей Гофман",
)  # fmt: skip


@pytest.fixture
def held(db):
    by = UserFactory(role="reviewer")
    rows = [PersonFactory.build(display_name=name, created_by=by, reports_count=1) for name in HELD]
    words = [word for row in rows for word in lexicon.key(row, [row.display_name])]
    Person.objects.bulk_create(rows)
    lexicon.hold(words)
    lexicon.count()
    return Person.objects.filter(reports_count=1)


def first(rows, text, **how) -> str:
    return next((hit.name for hit in people.seek(text, rows, 10, **how)), "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Жагипаров Дулат", "Жагипаров Дулат Сәтбекұлы"),
        ("Schagiparow Dulat", "Жагипаров Дулат Сәтбекұлы"),
        ("dulat zhagiparov", "Жагипаров Дулат Сәтбекұлы"),
        ("Джагипаров Д.", "Жагипаров Дулат Сәтбекұлы"),
        (";fubgfhjd lekfn", "Жагипаров Дулат Сәтбекұлы"),
        ("Жагипров Дуалт", "Жагипаров Дулат Сәтбекұлы"),
        ("Жагипаров Дул", "Жагипаров Дулат Сәтбекұлы"),
        ("Bakytżan Żumagułow", "Бақытжан Тұрсынұлы Жұмағұлов"),
        ("Жұмағұлов", "Бақытжан Тұрсынұлы Жұмағұлов"),
        ("Жевнин Григорий", "Schewnin Grigorij"),
        ("gfvabkjd dzxtckfd", "Памфилов Вячеслав Валентинович"),
        ("Оспанов Ерлан", "Е. Оспанов"),
        ("Kenesaryyev Erz", "Кенесарыев Ержан Ақылбекұлы"),
        ("Гофман Сергей", "Гофман Сергей"),
        ("Ахметов Самат", "Ахметов Самат"),
        ("Mailybayeva Käū", "Майлыбаева Кәусар Сыдыққызы"),
    ],
)
def test_the_one_meant_comes_first_in_any_spelling(held, typed, meant):
    assert first(held, typed) == meant


def test_a_beginning_finds_at_every_letter_from_the_second(held):
    name = "Жагипаров"
    for end in range(2, len(name) + 1):
        assert "Жагипаров Дулат Сәтбекұлы" in [hit.name for hit in people.seek(name[:end], held, 10, at_keystroke=True)]


def test_why_somebody_was_found_is_said_in_codes_and_where_in_the_name(held):
    (hit, *_rest) = people.seek("vfqks,ftdf rfecfh", held, 10)
    assert "layout" in hit.why
    assert [hit.name[slice(*part.right_span)] for part in hit.parts if part.right_span] == ["Майлыбаева", "Кәусар"]


def test_only_rows_of_the_scope_are_found(held):
    pk = held.get(display_name="Жагипаров Дулат Сәтбекұлы").pk
    assert [hit.pk for hit in people.seek("Жагипаров Дулат", held.filter(pk=pk), 10)] == [pk]
    assert people.seek("Жагипаров Дулат", held.exclude(pk=pk).filter(display_name__startswith="Т"), 10) == []


def test_mentions_are_found_inside_their_own_scope(held):
    mine, _others = (MentionFactory(name="Жагипаров Дулат") for _one in range(2))
    for mention in Mention.objects.all():
        lexicon.key(mention, [mention.name])
        mention.save()
    rows = Mention.objects.filter(report__submitter=mine.report.submitter)
    assert [hit.pk for hit in people.seek("Zhagiparov Dulat", rows, 10)] == [mine.pk]


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "%", "_%", "\\", "\0\x07\u202e", "а" * 10_000, "слово " * 500, "'; DROP TABLE x", "🙂🙂", "12345",
     "A+B.C a.b", "{}", '"', "[[[;;;''']]]", "\ud800"],
)  # fmt: skip
def test_any_text_is_taken_in_a_few_queries(held, text, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        people.seek(text, held, 10, at_keystroke=True)
        found = people.seek("", held, 10)
    assert found == []


def test_the_list_is_filtered_by_the_same_keys(held):
    def listed(text):
        return sorted(held.filter(filtering.bearing(text)).values_list("display_name", flat=True))

    assert listed("schagiparow") == ["Zhagiparova Aigul Satbekovna", "Жагипаров Дулат Сәтбекұлы"]
    assert listed("Жагипоров дулат") == ["Жагипаров Дулат Сәтбекұлы"]
    assert listed("f[vtnjd") == ["Ахметов Самат", "Ахметов Самат Ерланович", "Ахметова Динара"]
    assert listed("Ахмет самат ерл") == ["Ахметов Самат Ерланович"]
    assert listed("никого") == []
