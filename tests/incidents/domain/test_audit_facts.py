"""The detail of a line in words."""

import pytest

from incidents.domain.queries import audit_facts


def facts(**detail) -> dict[str, str]:
    return dict(audit_facts.facts([detail])[0])


def test_codes_become_words():
    assert facts(role="reviewer", before="activist") == {"Role": "Reviewer", "Before": "Activist"}
    assert facts(confirmation="confirmed", kind="killed")["How sure"] == "Confirmed"
    assert facts(columns=["ref", "name"], format="csv")["Columns"] == "Reference, Name"
    assert facts(why="scope") == {"Why": "nothing there for them"}


def test_counts_and_references_stay_and_nothing_is_said_of_nothing():
    assert facts(rows=0, left_out=2, reports=["R-1", "R-2"], purpose="") == {
        "Rows": "0",
        "Left out": "2",
        "Reports": "R-1, R-2",
    }
    assert facts(released=True, origin=None) == {"released": "yes"}


def test_what_only_a_machine_needs_is_not_shown():
    assert facts(method="POST", mention="x", act="x", stored="x", page="desk:audit") == {"Page": "desk:audit"}


def test_a_key_and_a_code_of_a_later_time_are_shown_as_they_stand():
    assert facts(later="x", role="owner", more={"a": ["b", 1]}) == {"later": "x", "Role": "owner", "more": "a: b, 1"}


@pytest.mark.django_db
def test_the_filters_of_exports_are_in_words_and_each_with_its_own(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = audit_facts.facts(
            [{"filter": {"sex": "male"}}, {"rows": 1}, {"filter": {}}, {"filter": {"sex": "female"}}]
        )
    assert found == [[("Filter", "Sex: Male")], [("Rows", "1")], [], [("Filter", "Sex: Female")]]
