"""Pages of estimates: the range first, never one number alone, and a refusal that says every reason."""

import gzip
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.domain.estimating import cells
from incidents.models import Estimate
from incidents.vocabulary import RunState
from tests.incidents.domain.estimating.published import KOSOVO, SPINA_BIFIDA
from tests.incidents.estimate_samples import lists, looked, people, reckoned

pytestmark = pytest.mark.django_db
REFUSED = [
    {"code": "few_lists", "lists": 2},
    {"code": "beyond_coverage", "list": "L-0000000", "title": "Official", "people": 4},
    {"code": "pairs_open", "number": 3},
]


def said(answer):
    return " ".join(answer.content.decode().split())


def page_of(client, row):
    return said(client.get(reverse("desk:estimate", args=[row.ref])))


def test_the_range_over_all_models_comes_first_and_every_model_has_its_row(client_of, reviewer):
    row = reckoned(reviewer, SPINA_BIFIDA)
    page = page_of(client_of(reviewer), row)
    assert "Between 711 and 1,361 people altogether" in page
    assert page.index("Between 711") < page.index("A·BC") < page.index("Averaged over")
    for words in ("8 of 8 models are admissible", "On the lists: 626", "AB·AC", "1,361", "least BIC",
                  "What it assumes", "3 entries of the case list are among these people"):  # fmt: skip
        assert words in page


def test_two_lists_at_a_time_stand_below_as_orientation(client_of, reviewer):
    page = page_of(client_of(reviewer), reckoned(reviewer, SPINA_BIFIDA))
    assert page.index("Averaged over") < page.index("For orientation only") < page.index("Lincoln–Petersen")
    assert "Chao’s bound from below: 872" in page


def test_kosovo_is_shown_whole_in_less_than_fifteen_kilobytes(client_of, reviewer):
    answer = client_of(reviewer).get(reverse("desk:estimate", args=[reckoned(reviewer, KOSOVO).ref]))
    assert "Between 6,729 and 22,889 people altogether" in said(answer)
    assert len(gzip.compress(answer.content)) < 15_000


def test_a_refusal_says_every_reason_and_no_number(client_of, reviewer):
    row = reckoned(reviewer, SPINA_BIFIDA, refused=REFUSED, answer={"nowhere": 0, "people": "0" * 64})
    page = page_of(client_of(reviewer), row)
    for words in (
        "Not estimable, because …",
        "fewer than three lists were chosen: two lists cannot show whether they depend on each other.",
        "“Official” could not have recorded 4 of those whom you chose.",
        "3 pairs of likely same people wait for a decision.",
    ):
        assert words in page
    assert "Between" not in page
    assert "Averaged" not in page


def test_there_is_no_picture_of_what_cannot_be_estimated(client_of, reviewer):
    row = reckoned(reviewer, SPINA_BIFIDA, refused=REFUSED, answer={})
    assert client_of(reviewer).get(reverse("desk:estimate_file", args=[row.ref, "svg"])).status_code == 404


def test_the_picture_and_its_numbers_can_be_taken_along(client_of, reviewer):
    at, row = client_of(reviewer), reckoned(reviewer, SPINA_BIFIDA)
    svg = at.get(reverse("desk:estimate_file", args=[row.ref, "svg"])).content.decode()
    assert "on the lists: 626" in svg
    csv = at.get(reverse("desk:estimate_file", args=[row.ref, "csv"])).content.decode("utf-8-sig")
    assert csv.count("\n") == 9
    assert "AB·AC,,895,1361,2938" in csv
    assert at.get(reverse("desk:estimate_file", args=[row.ref, "exe"])).status_code == 404


def test_models_that_were_left_out_are_told_with_the_reason(client_of, reviewer):
    table = cells.read({"100": 12, "010": 10, "001": 20, "101": 4, "011": 5, "110": 0, "111": 0})
    page = page_of(client_of(reviewer), reckoned(reviewer, table))
    assert "models were left out: a part of it is fitted as 0" in page


@pytest.mark.parametrize(("ends", "words"), [
    ({"with_ends": 2}, "With the 95 % intervals of 2 of the models: from 1 to 9. Those of the others may reach further."),
    ({"with_ends": 8}, "With the 95 % interval of every model: from 1 to 9."),
    ({"with_ends": 0, "lowest": None, "highest": None}, "Time ran out before an interval was reckoned."),
])  # fmt: skip
def test_of_how_many_models_the_intervals_are_is_told(client_of, reviewer, ends, words):
    row = reckoned(reviewer, SPINA_BIFIDA)
    Estimate.objects.filter(pk=row.pk).update(
        answer=row.answer | {"models": row.answer["models"] | {"lowest": 1.0, "highest": 9.0} | ends}
    )
    assert words in page_of(client_of(reviewer), row)


def test_one_that_waits_and_one_that_failed_say_so(client_of, reviewer):
    at, facts = client_of(reviewer), {"cells": {}, "answer": {}, "ended_at": None}
    assert "Look again" in page_of(at, reckoned(reviewer, SPINA_BIFIDA, state=RunState.WAITING, **facts))
    failed = reckoned(reviewer, SPINA_BIFIDA, state=RunState.FAILED, failed_code="error", cells={}, answer={})
    assert "It could not be reckoned" in page_of(at, failed)


def test_asking_reckons_a_small_one_at_once_and_refuses_it(client_of, reviewer):
    three = lists("Defenders", "Official", "Newsroom")
    people(reviewer, three, {"111": 2, "100": 1})
    looked()
    at = client_of(reviewer)
    form = {"key": str(uuid.uuid4()), "title": "Killed", "lists": [one.ref for one in three], "sex": "male"}
    answer = at.post(reverse("desk:estimate_new"), form, follow=True)
    row = Estimate.objects.get()
    assert answer.redirect_chain == [(reverse("desk:estimate", args=[row.ref]), 302)]
    assert (row.state, row.filters) == (RunState.DONE, {"sex": "male"})
    assert "“Defenders” names nobody of those whom you chose." in said(answer)
    assert "only 0 people are on these lists; at least 30 are needed." in said(answer)
    at.post(reverse("desk:estimate_new"), form)
    assert Estimate.objects.count() == 1


def test_a_form_that_is_wrong_comes_back_with_its_words(client_of, reviewer):
    [one] = lists("Defenders")
    people(reviewer, [one], {"1": 1})
    told = {"key": str(uuid.uuid4()), "title": "Killed", "sex": "nobody", "lists": ["L-0000000"]}
    answer = client_of(reviewer).post(reverse("desk:estimate_new"), told)
    assert answer.status_code == 422
    assert 'value="Killed"' in said(answer)
    assert "Choose which lists to compare." in said(answer)


def test_the_lists_of_the_overlap_are_ticked_already(client_of, reviewer):
    one, other = lists("Defenders", "Official")
    people(reviewer, [one, other], {"10": 1})
    page = said(client_of(reviewer).get(reverse("desk:estimate_new") + f"?list={one.ref}"))
    assert f'value="{one.ref}" id="id_lists_0" checked' in page.replace(' class="form-check-input"', "")
    assert f'value="{other.ref}" id="id_lists_1" checked' not in page.replace(' class="form-check-input"', "")


def test_all_of_them_stand_in_one_list_with_their_range(client_of, reviewer):
    at = client_of(reviewer)
    at.get(reverse("desk:estimates"))
    reckoned(reviewer, SPINA_BIFIDA)
    reckoned(reviewer, SPINA_BIFIDA, title="Refused", refused=REFUSED, answer={})
    first = counted(at)
    for number in range(3):
        reckoned(reviewer, SPINA_BIFIDA, title=f"More {number}", answer={"models": {"low": 1, "high": 2}})
    assert counted(at) == first
    page = said(at.get(reverse("desk:estimates")))
    assert "between 711 and 1,361 by all models" in page
    assert "not estimable" in page


def counted(at):
    with CaptureQueriesContext(connection) as queries:
        at.get(reverse("desk:estimates"))
    return len(queries)


def test_the_canonical_reference_is_led_to(client_of, reviewer):
    row = reckoned(reviewer, SPINA_BIFIDA)
    answer = client_of(reviewer).get(reverse("desk:estimate", args=[row.ref.lower()]))
    assert answer["Location"] == reverse("desk:estimate", args=[row.ref])
