"""Law 3: the workflow is a table. Status, who may move it, what is logged: one row."""

import ast

import pytest

from incidents.domain.figures.states import FIGURE_TRANSITIONS
from incidents.domain.workflow import FINDING_TRANSITIONS, REPORT_TRANSITIONS, TABLE
from incidents.management.commands import draw_docs
from incidents.models import Finding, Person, Report
from incidents.policies import CHECKS
from incidents.vocabulary import FigureState, FindingStatus, ReportStatus
from tests.architecture.house import Module, called, modules

TABLES = [
    (REPORT_TRANSITIONS, ReportStatus),
    (FINDING_TRANSITIONS, FindingStatus),
    (FIGURE_TRANSITIONS, FigureState),
]
MOVED = {"status"}
DERIVED = {"confirmation", "ever"}
# Who may write which attribute: workflow.move() a status, standing what is derived of a person, moving how far a bundle is.
PENS = {"incidents.domain.workflow", "incidents.domain.standing", "incidents.domain.bundles.moving",
        "incidents.domain.exporting.moving"}  # fmt: skip
# A finding's own level is proposed by a reviewer; no person stands behind these names.
PERSONS_NAMES = {"person", "self.person", "held", "row.person", "mention.person"}


@pytest.mark.parametrize("name", draw_docs.pages())
def test_the_generated_pages_are_as_the_code_draws_them(name):
    assert draw_docs.is_as_drawn(name, draw_docs.pages()[name]), "run bin/manage draw_docs"


@pytest.mark.parametrize(("table", "statuses"), TABLES)
def test_every_status_can_be_reached(table, statuses):
    reached, open_ = set(), {""}
    while open_:
        here = open_.pop()
        onward = {row.to_status for row in table if row.from_status == here} - reached
        reached |= onward
        open_ |= onward
    assert reached == set(statuses.values)


@pytest.mark.parametrize(("table", "statuses"), TABLES)
def test_every_row_has_its_check_and_its_need(table, statuses):
    assert {row.may for row in table} <= set(CHECKS)
    assert [row for row in table if row.from_status and not row.needs] == []
    assert len({(row.from_status, row.to_status) for row in table}) == len(table)


def test_every_check_of_a_move_is_used():
    assert {row.may for table, _statuses in TABLES for row in table} == set(CHECKS)


def test_an_accepted_report_and_an_ended_finding_stay_as_they_are():
    ends = {thing: {to for _from, to in rows} - {before for before, _to in rows} for thing, rows in TABLE.items()}
    assert ends == {
        Report: {ReportStatus.ACCEPTED, ReportStatus.REJECTED, ReportStatus.WITHDRAWN},
        Finding: {FindingStatus.DISPUTED, FindingStatus.SUPERSEDED, FindingStatus.WITHDRAWN},
    }


def written(module: Module, names: set[str]) -> list[str]:
    """Where an attribute of one of these names is assigned: thing.status = …, setattr, or update(status=…)."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = [part for target in targets for part in ast.walk(target)]
            found += [module.at(node) for part in parts if isinstance(part, ast.Attribute) and part.attr in names]
        elif isinstance(node, ast.Call) and called(node) in ("update", "setattr", "update_or_create", "bulk_update"):
            words = {keyword.arg for keyword in node.keywords} | {
                part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
            }
            found += [module.at(node) for _word in words & names]
    return found


def test_only_the_workflow_moves_a_status_and_only_standing_writes_what_is_derived():
    others = [module for module in modules("incidents") if module.name not in PENS]
    assert [where for module in others for where in written(module, MOVED)] == []


def test_no_other_page_writes_how_sure_a_person_is():
    others = [module for module in modules("incidents") if module.name not in PENS]
    told = [where for module in others for where in written(module, DERIVED) if persons(module)]
    assert [where for where in told if not where.startswith("incidents/domain/findings")] == []


def persons(module: Module) -> bool:
    return any(name.endswith(".Person") for name in module.imports())


def test_nobody_types_a_status_into_a_person():
    for name in ("status", "confirmation", "ever", "contested"):
        assert not Person._meta.get_field(name).editable
