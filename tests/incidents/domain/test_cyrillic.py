"""A Latin name as it is likely to stand in Cyrillic."""

import pytest

from incidents.domain.cyrillic import reading


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Bakhytzhan Zhagiparov", "Бахытжан Жагипаров"),
        ("Jandosov Qairat", "Жандосов Қайрат"),
        ("Yerzhan Seitov", "Ержан Сейтов"),
        ("Dmitry Iakovlev", "Дмитрий Яковлев"),
        ("Yuri Shcherbakov", "Юри Щербаков"),
        ("Sergey Dostoevsky-Ts.", "Сергей Достоевский-Ц."),
        ("Айдар Test", "Айдар Тест"),
        ("Құрал 12", "Құрал 12"),
        ("", ""),
    ],
)
def test_a_latin_name_is_read_in_cyrillic(latin, cyrillic):
    assert reading(latin) == cyrillic
