"""The place of the database's socket."""

from pathlib import Path

import dj_database_url
import pytest

from config.launch import address
from config.launch.refused import Refused


def test_a_short_path_keeps_the_socket_beside_the_data():
    assert address.folder(Path("/srv/kua/var/postgres")) == Path("/srv/kua/var/postgres")


def test_the_longest_address_that_the_kernel_takes_fits_and_one_more_byte_does_not():
    fitting = Path("/" + "x" * (107 - 1 - len("/.s.PGSQL.5432")))
    assert address.fits(fitting)
    assert not address.fits(Path(f"{fitting}x"))


def test_bytes_are_counted_and_not_letters():
    assert not address.fits(Path("/" + "қ" * 60))


@pytest.mark.parametrize("name", ["a,b", 'a"b', "a'b", "a\\b"])
def test_a_path_that_libpq_cannot_say_is_not_used(name):
    assert not address.fits(Path("/srv") / name)


def test_too_long_a_path_gets_a_short_private_folder_that_is_always_the_same(tmp_path):
    home = Path("/srv") / ("x" * 200)
    short = address.short_folder(home, tmp_path)
    assert address.fits(Path("/tmp") / short.name)
    assert oct(short.stat().st_mode & 0o777) == "0o700"
    assert address.short_folder(home, tmp_path) == short
    assert address.short_folder(Path("/srv/other"), tmp_path) != short


def test_a_short_folder_that_others_may_enter_is_refused(tmp_path):
    address.short_folder(Path("/srv"), tmp_path).chmod(0o755)
    with pytest.raises(Refused, match="is not private to this user"):
        address.short_folder(Path("/srv"), tmp_path)


def test_a_link_in_its_place_is_refused(tmp_path):
    folder = address.short_folder(Path("/srv"), tmp_path)
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(Refused, match="is not private"):
        address.short_folder(Path("/srv"), tmp_path)


def test_a_short_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    mine = address.short_folder(Path("/srv"), tmp_path)
    monkeypatch.setattr(address.os, "getuid", lambda: 12345)
    mine.rename(tmp_path / mine.name.replace(f"kua-{mine.stat().st_uid}-", "kua-12345-"))
    with pytest.raises(Refused, match="is not private"):
        address.short_folder(Path("/srv"), tmp_path)


@pytest.mark.parametrize("folder", ["/srv/kua", "/srv/my folder", "/srv/қазақ %20+&?#"])
def test_the_url_leads_to_the_folder_whatever_its_name(folder):
    read = dj_database_url.parse(address.url(Path(folder), "kua_web", "kua"))
    assert (read["OPTIONS"]["host"], read["USER"], read["NAME"]) == (folder, "kua_web", "kua")
