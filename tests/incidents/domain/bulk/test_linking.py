"""Records in bulk: who is brought together, who is looked at twice, and who never stands in one group."""

import datetime as dt
import gc

import pytest

from benchmarks import invented
from incidents.domain.bulk import blocking, evaluating, linking, process
from incidents.domain.bulk.comparing import How, Link
from incidents.domain.bulk.evaluating import Columns
from incidents.domain.bulk.grouping import Births, clash_of, grouped
from incidents.domain.bulk.linking import Asked, link
from incidents.domain.bulk.looks import Look, may_be_one
from incidents.domain.bulk.process import Item
from incidents.domain.scoring.reading import record_of

ASKED = Asked(evaluating.record, evaluating.span, least=1.0)


def quiet(_stage, _done):
    """Nobody listens."""


def look(number, name, birth="", place="", reports=frozenset()):
    return Look(number, record_of(name, birth, place), reports)


def met(*looks):
    return {blocking.packed(one.number, other.number) for one, other in blocking.candidates(looks, blocking.Progress())}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Омаров Асқар", "1980-05-02", ""), ("Askar Omarov", "02.05.1980", "")),
        (("Омаров Асқар", "1980-05-02", ""), ("Askar Omarov", "1980", "")),
        (("Омаров Асқар", "1980-05-02", ""), ("Askar Omarov", "1981-05-02", "")),  # a slip in the year
        (("Омаров Асқар", "1980-05-02", ""), ("Askar Omarov", "1980-02-05", "")),  # day and month exchanged
        (("Омаров Асқар", "1980-05-02", ""), ("Askar Omarov", "41 лет (2022)", "")),
        (("Омаров Асқар", "1980-05-02", "Алматы"), ("Askar Omarov", "", "Alma-Ata")),
        (("Омаров Асқар", "1980-05-02", ""), ("А. Омаров", "1980", "")),
        (("Жагипаров Ерлан", "1980-05-02", ""), ("Хэгипаров Ерлан", "1980-05-02", "")),  # a slip in the first letter
    ],
)
def test_two_spellings_of_one_person_are_brought_together(one, other):
    assert met(look(1, *one), look(2, *other)) == {blocking.packed(1, 2)}


def test_two_days_of_one_year_are_not_worth_a_look():
    assert met(look(1, "Омаров Асқар", "1980-05-12"), look(2, "Омаров Асқар", "1980-09-30")) == set()


def test_a_pair_is_met_once_however_many_keys_it_shares():
    looks = [look(number, "Омаров Асқар Болатұлы", "41 лет (2022)", "Алматы") for number in (1, 2)]
    assert len(list(blocking.candidates(looks, blocking.Progress()))) == 1


def test_a_first_look_tells_apart_by_sex_by_a_third_word_and_by_one_report():
    brother = look(1, "Омаров Асқар Болатұлы")
    assert not may_be_one(brother, look(2, "Омарова Әсел Болатқызы"))
    assert not may_be_one(brother, look(2, "Омаров Нұрлан Болатұлы"))
    assert may_be_one(brother, look(2, "Omarov Askar Bolatovich"))
    assert not may_be_one(
        look(1, "Омаров Асқар", reports=frozenset({7})), look(2, "Омаров Асқар", reports=frozenset({7, 8}))
    )


def born(**days):
    births = Births()
    for number, day in days.items():
        year = dt.date.fromordinal(day).year
        births.note([int(number[1:])], [year], [year], [day])
    return births


def test_a_chain_is_cut_where_two_contradict_each_other():
    links = [Link(1, 2, 12.0, ""), Link(2, 3, 9.0, ""), Link(3, 4, 11.0, "")]
    assert grouped(links, clash_of(set(), born())) == [[1, 2, 3, 4]]
    assert grouped(links, clash_of({blocking.packed(1, 4)}, born())) == [[1, 2], [3, 4]]
    assert grouped(links, clash_of(set(), born(_1=700_000, _4=720_000))) == [[1, 2], [3, 4]]
    assert grouped(links, clash_of(set(), born(), lambda one, other: {one, other} == {1, 4})) == [[1, 2], [3, 4]]


def test_the_weakest_link_gives_way():
    links = [Link(1, 2, 5.0, ""), Link(2, 3, 9.0, "")]
    assert grouped(links, clash_of({blocking.packed(1, 3)}, born())) == [[2, 3]]


def test_groups_hold_no_more_than_one_can_read():
    links = [Link(number, number + 1, 9.0, "") for number in range(100)]
    assert max(map(len, grouped(links, clash_of(set(), born())))) <= 40


def test_invented_people_are_found_again():
    records = invented.records(1_200, 11)
    rows = [(Columns(one.name, one.birth, one.place), str(one.person.key)) for one in records]
    _linked, figures = evaluating.evaluate(rows, ASKED, quiet)
    assert figures.records == 1_200
    assert figures.blocking_recall >= 0.96
    assert figures.f1 >= 0.93


def test_shares_in_processes_of_their_own_find_what_one_finds_alone(monkeypatch):
    monkeypatch.setattr(linking, "LEAST_FOR_PROCESSES", 100)
    items = [
        Item(number, Columns(one.name, one.birth, one.place)) for number, one in enumerate(invented.records(300, 12))
    ]
    stages = []
    together = link(
        items, Asked(evaluating.record, evaluating.span, least=1.0, processes=2), lambda *told: stages.append(told)
    )
    alone = link(items, Asked(evaluating.record, evaluating.span, least=1.0, processes=1), quiet)
    assert together.groups == alone.groups
    assert [stage for stage, _done in stages][-1] == "grouping"
    assert together.records == 300


def test_who_asks_to_stop_ends_every_process(monkeypatch):
    monkeypatch.setattr(linking, "LEAST_FOR_PROCESSES", 100)
    items = [Item(number, Columns("Омаров Асқар", "1980", "")) for number in range(200)]

    def stop(_stage, _done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link(items, Asked(evaluating.record, evaluating.span, processes=2), stop)


def test_levels_are_kept_with_what_speaks_against():
    items = [Item(0, record_of("Омаров Асқар Болатұлы", "1980-05-02", "Алматы")),
             Item(1, record_of("Омаров Асқар Болатұлы", "1980-05-02", "Алматы"))]  # fmt: skip
    (found,) = link(items, Asked(how=How(with_levels=True)), quiet).links
    assert dict(found.levels)["birth"] == "same_day"
    assert 0.99 < found.probability <= 1


class Pipe:
    """The other side hands out a share in chunks, and listens when all is handed out."""

    def __init__(self, *chunks):
        self.left, self.said = [*chunks, None], []

    def recv(self):
        return self.left.pop(0)

    def send(self, told):
        assert not self.left, "nobody listens yet: both would wait for each other"
        self.said.append(told.kind)


def test_a_process_says_nothing_while_its_share_is_handed_out():
    chunks = [[Item(number, record_of("Омаров Асқар", "1980-05-02"))] for number in range(3)]
    pipe = Pipe(*chunks)
    process.work(pipe, None, How())
    gc.enable()
    assert pipe.said == ["comparing", "births", "links", "apart", "met", "done"]
