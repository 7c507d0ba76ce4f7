"""The tables of cases, gathered here so that the rest of the room imports them from one place."""

from __future__ import annotations

from opennrm.cases.models.case import NO_DAY, Case, CaseAccess
from opennrm.cases.models.clock import Clock
from opennrm.cases.models.consent import ConsentEntry
from opennrm.cases.models.decision import Check, Decision
from opennrm.cases.models.disqualification import Disqualification
from opennrm.cases.models.evidence import Evidence
from opennrm.cases.models.flag import CaseFlag
from opennrm.cases.models.handing_over import Absence, HandOver
from opennrm.cases.models.holiday import Holiday
from opennrm.cases.models.independent_review import IndependentReview, ReviewAnswer
from opennrm.cases.models.information import InformationRequest
from opennrm.cases.models.leave import Leave
from opennrm.cases.models.list_change import ListChange
from opennrm.cases.models.note import Mention, Note
from opennrm.cases.models.opening import Emergency, Opening
from opennrm.cases.models.own_page import OwnPage
from opennrm.cases.models.panel import BeforePanel
from opennrm.cases.models.part import Part
from opennrm.cases.models.partner_message import PartnerMessage
from opennrm.cases.models.party import Party
from opennrm.cases.models.reasons import AdversePoint, PointsWeighed
from opennrm.cases.models.reconsideration import ReconsiderationRequest
from opennrm.cases.models.recovery import BarOverride, Consultation, Extension, RecoveryReview, Representation
from opennrm.cases.models.search import Search
from opennrm.cases.models.sharing_work import AllocationRule, SavedList
from opennrm.cases.models.task import Task
from opennrm.cases.models.wish import Wish

__all__ = [
    "NO_DAY",
    "Absence",
    "AdversePoint",
    "AllocationRule",
    "BarOverride",
    "BeforePanel",
    "Case",
    "CaseAccess",
    "CaseFlag",
    "Check",
    "Clock",
    "ConsentEntry",
    "Consultation",
    "Decision",
    "Disqualification",
    "Emergency",
    "Evidence",
    "Extension",
    "HandOver",
    "Holiday",
    "IndependentReview",
    "InformationRequest",
    "Leave",
    "ListChange",
    "Mention",
    "Note",
    "Opening",
    "OwnPage",
    "Part",
    "PartnerMessage",
    "Party",
    "PointsWeighed",
    "ReconsiderationRequest",
    "RecoveryReview",
    "Representation",
    "ReviewAnswer",
    "SavedList",
    "Search",
    "Task",
    "Wish",
]
