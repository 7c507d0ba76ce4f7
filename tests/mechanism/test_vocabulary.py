"""The words of the field are codes that addresses, columns and events can hold."""

from __future__ import annotations

import re
from enum import StrEnum

from opennrm.mechanism import vocabulary


def test_every_word_is_a_code_spelt_like_its_name() -> None:
    lists = [thing for thing in vars(vocabulary).values() if isinstance(thing, type) and issubclass(thing, StrEnum)]
    words = [word for words in lists for word in words]
    assert len(words) > 20
    assert [word for word in words if not re.fullmatch(r"[a-z][a-z0-9_]*", word) or word.name.lower() != word] == []
