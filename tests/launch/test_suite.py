"""bin/test: what it counts, what it says at the end, and what it hides from the tests."""

import pytest

from config.launch import suite


def test_the_tests_of_all_parts_are_added_up():
    results = [
        suite.Result("one", False, 1.0, "...\n12 passed, 1 skipped, 3 warnings in 4.20s\n"),
        suite.Result("two", True, 1.0, "FAILED x - 9 passed\n1 failed, 30 passed, 2 errors in 61.00s (0:01:01)\n"),
        suite.Result("lint", False, 1.0, "7 files already formatted\n"),
    ]
    assert suite.counted(results) == {"passed": 42, "failed": 1, "skipped": 1, "error": 2}


def test_the_last_line_says_how_it_went(capsys):
    results = [suite.Result("ruff", False, 1.0, ""), suite.Result("pytest", False, 2.0, "5 passed in 1.00s")]
    assert suite.closing(results, 3.0) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "===== ok: 5 passed in 3.0s ====="


def test_what_failed_is_named_at_the_end(capsys):
    results = [suite.Result("ruff", True, 1.0, ""), suite.Result("mypy", True, 2.0, "")]
    assert suite.closing(results, 3.0) == 1
    said = capsys.readouterr().out
    assert "Failed: ruff, mypy" in said
    assert said.splitlines()[-1] == "===== FAILED: no tests in 3.0s ====="


@pytest.mark.parametrize(("ci", "failed"), [("", False), ("false", False), ("true", True)])
def test_without_a_browser_the_journeys_are_said_to_be_skipped_and_fail_in_ci(monkeypatch, capsys, ci, failed):
    monkeypatch.setenv("CI", ci)
    assert suite.without_browser().failed is failed
    assert "no Chromium was found; install Chromium" in capsys.readouterr().out


@pytest.mark.parametrize("browser", [None, "/usr/bin/chromium"])
def test_the_journeys_are_a_part_where_there_is_a_browser(browser):
    titles = [part.title for part in suite.parts(browser)]
    assert ("pytest: browser journeys" in titles) is bool(browser)
    assert "pytest: without a browser" in titles


@pytest.mark.parametrize(("code", "failed"), [(0, False), (4, True)])
def test_a_part_goes_on_the_terminal_as_it_comes_and_fails_by_its_exit_code(capfd, code, failed):
    part = suite.Part("a part", ["sh", "-c", f"echo words; echo $EXTRA >&2; exit {code}"], {"EXTRA": "more"})
    result = suite.run(part, {"PATH": suite.os.defpath})
    assert (result.failed, result.words) == (failed, "words\nmore\n")
    assert "--- a part\nwords\nmore\n" in capfd.readouterr().out


def test_the_tests_never_see_the_persons_own_kua(tmp_path, monkeypatch):
    monkeypatch.setenv("KUA_SECRET_KEY", "the person's own")
    monkeypatch.setenv("KUA_HOSTS", "kua.example")
    monkeypatch.setenv("KUA_CHROMIUM", "/opt/chromium")
    made = suite.for_tests(tmp_path)
    assert made["KUA_SECRET_KEY"] != "the person's own"
    assert "KUA_HOSTS" not in made
    assert made["KUA_CHROMIUM"] == "/opt/chromium"
    assert made["KUA_VAR"].startswith(str(tmp_path))


def test_nothing_of_the_scratch_folder_stays():
    with suite.scratch() as folder:
        (folder / "file").write_text("")
    assert not folder.exists()
