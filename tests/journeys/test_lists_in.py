"""Lists in: a reviewer on a small screen without scripts brings in a table with odd headings, and takes it back."""

from pathlib import Path

from django.utils import timezone

from incidents.domain import person_lists
from incidents.domain.imports import committing, undoing
from incidents.models import ListEdition, ListImport, Mention

ODD = """Кто;Сколько лет;Судьба;Когда;Чей сын
Сейітов Ержан;41;killed;08.01.2022;Марат
Ә. Ахметова;about 30;zapped;8 января 2022 г.;
Нұрлан Бек;200;killed;32.13.2022;
"""


def test_a_list_comes_in_step_by_step_without_scripts_and_leaves_again(walker, team, gazetteer, tmp_path: Path):
    told = {"title": "Names of the winter", "keeper": "Newsroom of the North", "keeper_kind": "outlet"}
    series = person_lists.make(**told, by=team["admin"], at=timezone.now())
    (tmp_path / "odd.csv").write_text(ODD, encoding="utf-8")
    desk = walker(team["reviewer"], width=360, js=False)

    def goes_on(selector: str = "main form .btn-primary") -> None:
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 360
        desk.click(desk.page.locator(selector))

    desk.go(f"/desk/lists/{series.ref}/")
    goes_on("main a.btn-primary")
    desk.type("label", "July 2022")
    desk.type("as_of", "2022-07")
    desk.page.set_input_files("input[name=file]", tmp_path / "odd.csv")
    goes_on()
    desk.reads("Сейітов Ержан")
    goes_on()
    desk.page.select_option("select[name=c0]", "name")
    desk.page.select_option("select[name=c2]", "status")
    desk.page.select_option("select[name=c4]", "father")
    goes_on()
    desk.page.select_option("select[name=v0]", "wounded")
    desk.page.check("input[name=on_error][value=leave_rows]")
    goes_on()
    for words in ("Line 4, Сколько лет: 200", "An age lies between 0 and 130.", "Line 4, Когда: 32.13.2022"):
        desk.reads(words)
    goes_on("button:has-text('Import 2 rows as “July 2022”')")
    one = ListImport.objects.get()
    committing.run(one.ref, clock=timezone.now)
    goes_on("main a.btn-primary")
    desk.click(desk.link("Open the edition"))
    desk.reads("2 rows are not decided yet")
    desk.click(desk.link("The rows as they came"))
    desk.reads("Сейітов Ержан")
    assert [row.row["number"] for row in Mention.objects.order_by("position")] == [2, 3]
    desk.go(f"/desk/imports/{one.ref}/undo/")
    desk.type("because", "The wrong file.")
    goes_on("main form .btn-danger")
    undoing.undo(one.ref, clock=timezone.now)
    goes_on("main a.btn-primary")
    desk.reads("Whatever this import made is gone.")
    assert not ListEdition.objects.exists()
    assert not Mention.objects.exists()
