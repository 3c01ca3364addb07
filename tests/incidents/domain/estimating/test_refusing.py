"""Why a table cannot be estimated: lists that take each other in, and answers that are one number alone."""

from incidents.domain.estimating import answering, refusing
from incidents.domain.estimating.cells import Cells, row
from incidents.domain.estimating.refusing import Facts, Looked
from tests.incidents.domain.estimating.published import HEPATITIS, SPINA_BIFIDA


def against(cells: Cells, **told) -> list[str]:
    lists = [Looked("", title) for title in "ABC"]
    return [refusing.sentence(reason) for reason in refusing.reasons(Facts(lists, cells, **told))]


def test_published_tables_are_estimable() -> None:
    assert against(SPINA_BIFIDA) == against(HEPATITIS) == []


def test_two_lists_that_name_the_same_people_are_refused_once() -> None:
    """Only independence would fit with nothing at 0, and say 160 where the two as one list and the third say 225."""
    assert against(row(3, [50, 0, 0, 0, 0, 60, 40])) == [
        "everybody on “A” is on “B” too, so one of them may rest on the other."
    ]


def test_a_list_that_another_takes_in_is_refused() -> None:
    assert against(row(3, [50, 60, 20, 0, 0, 30, 15])) == [
        "everybody on “A” is on “B” too, so one of them may rest on the other."
    ]


def test_people_chosen_by_who_named_them_are_refused() -> None:
    assert against(SPINA_BIFIDA, chosen_by_lists=True) == [
        "you chose people by who named them or by how sure it is. Whom no list names can then not be reckoned."
    ]


def test_one_model_alone_is_no_answer() -> None:
    found = answering.answer(row(3, [50, 0, 0, 0, 0, 60, 40]))
    assert found["models"]["low"] == found["models"]["high"]
    assert answering.refused(found) == [{"code": "one_model"}]
    assert answering.refused(answering.answer(SPINA_BIFIDA)) == []
