"""What a notification tells, question by question."""

from __future__ import annotations

import pytest

from opennrm.duty_to_notify.queries import notification_for
from opennrm.duty_to_notify.told import told_by
from tests.factories import cases
from tests.factories import notifications as made


@pytest.mark.django_db
def test_every_answer_it_holds_is_told_in_words() -> None:
    by = cases.referrer()
    for named in (False, True):
        read = notification_for(by, made.notified(by, named=named))
        sections = told_by(read)
        assert sum(len(section.rows) for section in sections) == len(read.answers)
        lines = [line for section in sections for row in section.rows for line in row.lines]
        assert "Lincolnshire Police" in lines
        assert ("Ionel" in lines) is named
