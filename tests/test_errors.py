import pytest

from analysis.errors import nearest


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("outlet", ["outlets", "actors"], " Did you mean 'outlets'?"),
        ("x", ["outlets", "actors"], " Known: outlets, actors."),
        ("x", [], ""),
        ("", ["a"], " Known: a."),
    ],
)
def test_the_nearest_name_or_all_of_them(name, known, said):
    assert nearest(name, known) == said
