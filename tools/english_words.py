"""Writes the list of English words by which a name at the head of a sentence is told from a word.

  .venv/bin/python tools/english_words.py /usr/share/dict/british-english-small

From Debian's package wbritish-small (SCOWL): words in small letters alone, without those that `plain_words` derives.
"""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import wrap

from opennrm.questions.plain_words import stems

TO = Path(__file__).resolve().parent.parent / "src/opennrm/questions/lists/english_words.txt"


def main() -> None:
    """Read the list that was named, and write ours."""
    listed = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    words = {word for word in listed if word.isascii() and word.isalpha() and word.islower() and len(word) > 1}
    kept = sorted(word for word in words if not any(stem in words for stem in stems(word)))
    TO.write_text("\n".join(wrap(" ".join(kept), 120)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
