"""The secrets: made once, private, whole."""

import pytest

from config.launch import secrets
from config.launch.refused import Refused


def test_secrets_are_made_once_in_a_file_for_the_owner_only(tmp_path):
    made = secrets.load(tmp_path, {})
    assert oct((tmp_path / "secrets.env").stat().st_mode & 0o777) == "0o600"
    assert len(made["KUA_SECRET_KEY"]) >= 50
    assert secrets.load(tmp_path, {}) == made
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.env"]


def test_two_installations_share_no_secret(tmp_path):
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    one, other = (secrets.load(folder, {}) for folder in folders)
    assert not set(one.values()) & set(other.values())


def test_a_secret_of_the_environment_comes_first(tmp_path):
    assert secrets.load(tmp_path, {"KUA_SECRET_KEY": "given"})["KUA_SECRET_KEY"] == "given"


def test_with_both_given_no_file_is_made(tmp_path):
    given = {"HOME": "/"} | dict.fromkeys(secrets.NAMES, "given")
    assert secrets.load(tmp_path, given) == dict.fromkeys(secrets.NAMES, "given")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_can_read_is_refused(tmp_path, mode):
    secrets.load(tmp_path, {})
    (tmp_path / "secrets.env").chmod(mode)
    with pytest.raises(Refused, match="others can read the secrets"):
        secrets.load(tmp_path, {})


def test_a_file_that_lacks_a_secret_is_never_filled_up_with_a_new_one(tmp_path):
    path = tmp_path / "secrets.env"
    path.write_text("KUA_OTHER=old\n")
    path.chmod(0o600)
    with pytest.raises(Refused, match="lacks KUA_SECRET_KEY.*; restore the file from your backup"):
        secrets.load(tmp_path, {})
    assert path.read_text() == "KUA_OTHER=old\n"


def test_an_older_file_gets_the_keys_of_signing_in_and_of_the_log_and_keeps_its_other_lines(tmp_path):
    path = tmp_path / "secrets.env"
    path.write_text("KUA_SECRET_KEY=old\nKUA_OTHER=kept")
    path.chmod(0o600)
    made = secrets.load(tmp_path, {})
    assert made["KUA_SECRET_KEY"] == "old"
    assert len(bytes.fromhex(made["KUA_SIGN_IN_KEY"])) == len(bytes.fromhex(made["KUA_AUDIT_KEY"])) == 32
    assert path.read_text().startswith("KUA_SECRET_KEY=old\nKUA_OTHER=kept\n")
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert secrets.load(tmp_path, {}) == made


def test_a_key_that_is_given_is_not_made(tmp_path):
    path = tmp_path / "secrets.env"
    path.write_text("KUA_SECRET_KEY=old\n")
    path.chmod(0o600)
    given = {"KUA_SIGN_IN_KEY": "given", "KUA_AUDIT_KEY": "elsewhere"}
    assert secrets.load(tmp_path, given) == {"KUA_SECRET_KEY": "old", **given}
    assert path.read_text() == "KUA_SECRET_KEY=old\n"


def test_the_key_of_the_former_form_is_handed_on_where_it_is_there(tmp_path):
    made = secrets.load(tmp_path, {})
    with (tmp_path / "secrets.env").open("a") as file:
        file.write("KUA_IDENTITY_KEY=former\n")
    assert secrets.load(tmp_path, {}) == made | {"KUA_IDENTITY_KEY": "former"}


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "secrets.env").mkdir(mode=0o700)
    with pytest.raises(Refused, match="cannot be read"):
        secrets.load(tmp_path, {})


def test_the_second_of_two_that_make_them_at_once_takes_those_of_the_first(tmp_path):
    first = secrets.load(tmp_path, {})
    secrets.write(tmp_path / "secrets.env")
    assert secrets.load(tmp_path, {}) == first
