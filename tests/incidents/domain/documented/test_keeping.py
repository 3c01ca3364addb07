"""Answers that take long are counted by a job and kept, with their age."""

import datetime as dt

import pytest

from incidents.domain.counting import Span
from incidents.domain.documented import asking, history, keeping, reckoning
from incidents.domain.documented.questions import Question
from incidents.models import CountedAnswer
from incidents.vocabulary import RunState
from tests.factories import NOW
from tests.incidents.people_samples import held

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=2)
QUESTION = Question("place", "sex", {"status": "none"})


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """Everybody is many."""
    monkeypatch.setattr(asking, "MOST_NOW", 0)
    monkeypatch.setattr(asking, "MOST_THEN", 0)


@pytest.fixture
def people(reviewer):
    return [held(reviewer, name=f"Ерлан Белтыбор{number}", sex="male") for number in range(2)]


def work(row):
    keeping.run(row.key, clock=lambda: NOW)


def test_an_answer_is_waited_for_then_kept_with_its_age(reviewer, people):
    first = asking.ask(reviewer, QUESTION, at=NOW)
    assert first.is_waiting
    work(CountedAnswer.objects.get())
    answer = asking.ask(reviewer, QUESTION, at=NOW)
    assert (answer.counted_at, answer.state, answer.is_waiting) == (NOW, "", False)
    now = reckoning.count(reviewer, QUESTION)
    assert (answer.rows, answer.columns, answer.cells) == (now.rows, now.columns, now.cells)
    assert (answer.total, answer.row_totals, answer.column_totals) == (now.total, now.row_totals, now.column_totals)


def test_an_old_answer_is_shown_while_it_is_counted_anew(reviewer, people):
    asking.ask(reviewer, QUESTION, at=NOW)
    work(CountedAnswer.objects.get())
    held(reviewer, name="Айдар Тасгеров")
    answer = asking.ask(reviewer, QUESTION, at=LATER)
    assert (answer.total.high, answer.state) == (2, RunState.WAITING)
    work(CountedAnswer.objects.get())
    assert asking.ask(reviewer, QUESTION, at=NOW).total.high == 3


def test_each_role_has_its_own_answer_and_two_of_one_role_share_it(reviewer, second_reviewer, admin, people):
    for user in (reviewer, second_reviewer, admin):
        asking.ask(user, QUESTION, at=NOW)
    assert CountedAnswer.objects.count() == 2


def test_an_answer_that_is_under_way_is_not_asked_for_twice(reviewer, people, django_capture_on_commit_callbacks):
    asking.ask(reviewer, QUESTION, at=NOW)
    keeping.again(reviewer, QUESTION, at=NOW + dt.timedelta(minutes=1))
    assert CountedAnswer.objects.get().asked_at == NOW
    keeping.again(reviewer, QUESTION, at=LATER)
    assert CountedAnswer.objects.get().asked_at == LATER


def test_what_people_look_at_is_counted_anew_and_the_rest_is_forgotten(reviewer, people):
    asking.ask(reviewer, QUESTION, at=NOW)
    work(CountedAnswer.objects.get())
    assert keeping.refresh(at=NOW + dt.timedelta(minutes=30)) == 0
    assert keeping.refresh(at=LATER) == 1
    assert CountedAnswer.objects.get().used_at == NOW
    work(CountedAnswer.objects.get())
    assert keeping.refresh(at=NOW + dt.timedelta(days=5)) == 0
    keeping.refresh(at=NOW + dt.timedelta(days=31))
    assert CountedAnswer.objects.count() == 0


def test_a_filter_that_finds_few_is_counted_at_once(reviewer, people, monkeypatch):
    monkeypatch.setattr(asking, "MOST_NOW", 1)
    assert asking.ask(reviewer, Question("sex", filters={"q": "Белтыбор1"}), at=NOW).total.high == 1
    assert asking.ask(reviewer, Question("sex"), at=NOW).is_waiting


def test_a_day_that_is_asked_of_many_is_kept_too(reviewer, people):
    question = Question("sure", on=dt.date(2022, 1, 13))
    assert asking.ask(reviewer, question, at=NOW).is_waiting
    work(CountedAnswer.objects.get())
    assert str(asking.ask(reviewer, question, at=NOW).total) == "2"


def test_what_was_documented_day_by_day_is_kept_where_much_is_read_back(reviewer, people):
    until = dt.date(2022, 3, 1)
    assert history.steps(reviewer, {"sex": "male"}, until=until, at=NOW) == []
    work(CountedAnswer.objects.get())
    kept = history.steps(reviewer, {"sex": "male"}, until=until, at=NOW)
    assert [(step.day, step.by_level, str(step.total)) for step in kept] == [
        (dt.date(2022, 1, 13), {"pending": Span(2, 2)}, "2")
    ]
    assert kept == history.steps(reviewer, {"sex": "male"}, until=until)
    assert history.steps(reviewer, {"sex": "male"}, until=dt.date(2022, 1, 12), at=NOW) == []


def test_a_row_that_is_gone_harms_no_job():
    keeping.run("0" * 64, clock=lambda: NOW)


def test_the_page_says_that_it_is_being_counted_and_how_old_it_is(client_of, reviewer, people):
    client = client_of(reviewer)
    address = "/desk/figures/counts/?rows=sex"
    assert "This is being counted" in client.get(address).content.decode()
    assert client.get("/desk/figures/counts/counts.csv?rows=sex").status_code == 302
    row = CountedAnswer.objects.get()
    work(row)
    page = client.get(address).content.decode()
    assert "Counted on" in page
    assert client.post("/desk/figures/counts/again/?rows=sex").status_code == 302
    assert "It is being counted anew" in client.get(address).content.decode()
