"""What a newcomer reads when Kua stands."""

from config.launch import screen


def test_the_demo_says_where_to_go_who_to_be_and_what_to_try():
    said = screen.welcome(8001, True, {"people": "activist  somebody  a password"})
    assert "Kua is ready: http://127.0.0.1:8001" in said
    assert "  activist  somebody  a password" in said
    assert "the people in it are invented" in said
    assert "  3. As the admin" in said
    assert "Ctrl-C stops Kua" in said


def test_an_empty_house_gives_the_link_of_the_first_admin_and_no_demo():
    said = screen.welcome(8000, False, {"link": "/join/abc/"})
    assert "  http://127.0.0.1:8000/join/abc/" in said
    assert "it works once" in said
    assert "demo" not in said


def test_a_house_with_an_admin_says_only_where_it_is():
    said = screen.welcome(8000, False, {"link": ""})
    assert said.split("\n") == [
        "",
        "Kua is ready: http://127.0.0.1:8000",
        "",
        "Ctrl-C stops Kua; everything is kept.",
        "",
    ]
