"""Markers are found in the text of the tests, wherever pytest lets them stand."""

from __future__ import annotations

from pathlib import Path

from opennrm.console.marked_tests import marked_tests, shown_by_id

WRITTEN = '''"""For trying."""
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.proves("A-1")]

@pytest.mark.drill
@pytest.mark.proves("B-2", "1.2.3")
def test_b(): ...

class TestMore:
    @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.proves("C-3"))])
    def test_c(self, x): ...

def helps(): ...
'''


def test_markers_of_tests_modules_classes_and_parameters_are_found(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_tried.py").write_text(WRITTEN)
    (tmp_path / "tests/helping.py").write_text(WRITTEN)
    found = {test.test: (test.ids, test.drill) for test in marked_tests(tmp_path)}
    assert found == {
        "tests/test_tried.py::test_b": (("A-1", "B-2", "1.2.3"), True),
        "tests/test_tried.py::TestMore::test_c": (("A-1", "C-3"), False),
    }
    assert {each: len(tests) for each, tests in shown_by_id(marked_tests(tmp_path)).items()} == {
        "A-1": 2,
        "B-2": 1,
        "1.2.3": 1,
        "C-3": 1,
    }


def test_a_test_that_plants_something_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_tried.py").write_text("def test_what_is_planted_is_found(): ...\ndef test_other(): ...\n")
    assert [(test.name, test.plants, test.ids) for test in marked_tests(tmp_path)] == [
        ("test_what_is_planted_is_found", True, ())
    ]
