"""Which carrier serves which channel, as the settings say."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from opennrm.notifications.channels.chosen import chosen_carriers
from opennrm.notifications.channels.console import Console
from opennrm.notifications.channels.email_smtp import Smtp
from opennrm.notifications.channels.file import MailFolder
from opennrm.notifications.channels.post import Post
from opennrm.notifications.kinds import BY_MACHINE, Channel


@pytest.mark.parametrize(("chosen", "carrier"), [("file", MailFolder), ("console", Console), ("smtp", Smtp)])
def test_mail_goes_as_the_settings_say(chosen: str, carrier: type, settings: Settings, tmp_path: Path) -> None:
    settings.MAIL, settings.DATA = chosen, tmp_path
    assert isinstance(chosen_carriers()[Channel.EMAIL], carrier)


def test_letters_that_a_person_posts_have_no_carrier(settings: Settings, tmp_path: Path) -> None:
    settings.DATA, settings.POST = tmp_path, "batch"
    assert set(chosen_carriers()) == {Channel.EMAIL}


def test_only_what_a_machine_carries_has_a_carrier(settings: Settings, tmp_path: Path) -> None:
    settings.DATA, settings.POST = tmp_path, "folder"
    assert set(chosen_carriers()) == set(BY_MACHINE)
    assert isinstance(chosen_carriers()[Channel.POST], Post)
