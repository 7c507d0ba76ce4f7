"""Somebody who sees the database and what clients were told, and knows nothing of our code."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import psycopg

from opennrm.config.data_folder import ROOT
from tests.faults.drill import House, Told

EVENTS = [
    "CaseAccepted",
    "CaseOpened",
    "ClockStarted",
    "ConsentRecorded",
    "ReferralSubmitted",
    "SafeContactRecorded",
]
"""What must have happened to every referral, once each, by the time it is acknowledged; more may follow."""
WHOLE = (1, 4, 1, True, EVENTS, True)
ALL_REFERRALS = """
SELECT r.draft_id::text, r.reference,
    (SELECT count(*) FROM cases_case c WHERE c.reference = r.reference),
    (SELECT count(*) FROM referrals_consent k WHERE k.referral_id = r.id),
    (SELECT count(*) FROM cases_clock k JOIN cases_case c ON k.case_id = c.id
        WHERE c.reference = r.reference AND k.ended_at IS NULL),
    EXISTS (SELECT FROM cases_access a JOIN cases_case c ON a.case_id = c.id WHERE c.reference = r.reference),
    (SELECT array_agg(kind ORDER BY kind) FROM audit_event e
        WHERE e.case_reference = r.reference AND e.kind = ANY(%s)),
    d.sent_at IS NOT NULL
FROM referrals_referral r JOIN referrals_draft d ON d.id = r.draft_id
"""


def wrong_in(house: House, told: Told) -> list[str]:
    """What an onlooker finds who sees the database and what clients were told, and knows nothing of our code."""
    with psycopg.connect(house.address) as connection:
        rows = connection.execute(ALL_REFERRALS, [EVENTS]).fetchall()
    wrong = [f"{row[1]} is not whole: {row[2:]}" for row in rows if row[2:] != WHOLE]
    kept: dict[str, list[str]] = {}
    for draft, reference, *_ in rows:
        kept.setdefault(draft, []).append(reference)
    for sending in told.sendings:
        for reference in sending.references:
            if kept.get(sending.draft) != [reference]:
                wrong.append(f"{reference} was acknowledged, and its draft has become {kept.get(sending.draft)}")
    sent = {sending.draft for sending in told.sendings}
    return wrong + [f"{draft} was sent by nobody" for draft in kept if draft not in sent]


def verified(house: House) -> dict[str, Any]:
    """What `verify` finds in it."""
    done = subprocess.run(
        [sys.executable, "-m", "opennrm", "verify", "--json", "--no-anchor", "--first"],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return dict(json.loads(done.stdout))
