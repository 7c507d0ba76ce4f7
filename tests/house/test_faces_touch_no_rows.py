"""Pages and verbs ask queries and call actions; none touches a row itself."""

from __future__ import annotations

import ast

import pytest

from tests.house.tree import Source, sources

ROWS = frozenset({"objects", "save", "delete", "bulk_create", "_default_manager"})


def touching(faces: list[Source]) -> list[str]:
    """Where a face touches rows: `.objects`, or a call of what writes them."""
    return [
        f"{face.path}:{node.lineno}"
        for face in faces
        for node in ast.walk(face.parsed)
        if isinstance(node, ast.Attribute) and node.attr in ROWS
    ]


@pytest.mark.proves("8.3.1")
def test_no_face_touches_a_row() -> None:
    faces = sources("src/opennrm/web", "src/opennrm/console")
    assert len(faces) > 60
    assert touching(faces) == []


def test_what_is_planted_is_found() -> None:
    planted = Source("planted.py", "Case.objects.get()\ncase.save()\ncase.delete()\ncase.saved\n")
    assert sorted(touching([planted])) == ["planted.py:1", "planted.py:2", "planted.py:3"]
