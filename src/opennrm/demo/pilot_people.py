"""Made-up people of the pilot of 2015: leads of six agencies, the unit that convenes, a chair, and members of panels.

They are there only where the pilot is adopted. Each agency has two leads, of whom one decides and one checks.
"""

from __future__ import annotations

from opennrm.demo.made_up import MadeUpOrganisation, MadeUpPerson
from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.vocabulary import Nation, OrganisationType

UNIT, CHAIRS, IMMIGRATION = "case-management-unit", "independent-chairs", "uk-visas-and-immigration"
CONVENER, CASEWORKER = "convener@management-unit.example", "caseworker@management-unit.example"
NURSE, OFFICER = "nurse@quayside.hospital.example", "officer@dorset.police.example"
LEAD_OF_NURSE, CHAIR = "lead@quayside.hospital.example", "chair@chairs.example"
KIND = OrganisationType


def _organisation(
    slug: str, name: str, kind: KIND, domain: str, team: str, *, may_refer: bool = False
) -> MadeUpOrganisation:
    nation = None if kind in (KIND.COMPETENT_AUTHORITY, KIND.GOVERNMENT, KIND.NATIONAL_BODY) else Nation.ENGLAND
    return MadeUpOrganisation(slug, f"{name} (demonstration)", kind, nation, may_refer, domain, team)


ORGANISATIONS = (
    _organisation("dorset-police", "Dorset Police", KIND.POLICE, "dorset.police.example", "Leads", may_refer=True),
    _organisation(
        "quayside-hospital", "Quayside Hospital", KIND.HEALTH, "quayside.hospital.example", "Leads", may_refer=True
    ),
    _organisation("hilltop-clinic", "Hilltop Clinic", KIND.HEALTH, "hilltop.clinic.example", "Leads"),
    _organisation(
        "sandbank-council",
        "Sandbank Council",
        KIND.LOCAL_AUTHORITY,
        "sandbank.council.example",
        "Leads",
        may_refer=True,
    ),
    _organisation(
        "gangmasters-licensing-authority",
        "Gangmasters Licensing Authority",
        KIND.NATIONAL_BODY,
        "gangmasters.example",
        "Leads",
        may_refer=True,
    ),
    _organisation("border-force", "Border Force", KIND.GOVERNMENT, "border-force.example", "Leads", may_refer=True),
    _organisation("open-door", "Open Door", KIND.CHARITY, "open-door.example", "Outreach"),
    _organisation(UNIT, "Central Case Management Unit", KIND.COMPETENT_AUTHORITY, "management-unit.example", "Cases"),
    _organisation(CHAIRS, "Independent chairs of panels", KIND.OVERSIGHT, "chairs.example", "Chairs"),
)
_LEADS = (
    ("dorset-police", "dorset.police.example", "Dara Quill", "Moss Tarn"),
    ("quayside-hospital", "quayside.hospital.example", "Hester Vane", "Lorcan Pike"),
    ("sandbank-council", "sandbank.council.example", "Efa Dune", "Rafe Shoal"),
    ("gangmasters-licensing-authority", "gangmasters.example", "Bryn Orchard", "Delia Stook"),
    ("border-force", "border-force.example", "Ivo Strand", "Maud Cairn"),
    (IMMIGRATION, "visas-and-immigration.example", "Perry Lind", "Saskia Holt"),
)
MEMBERS = {
    "member@dorset.police.example": ("Corin Wake", "dorset-police", Agency.POLICE),
    "member@quayside.hospital.example": ("Anwen Sedge", "quayside-hospital", Agency.HEALTH),
    "member@hilltop.clinic.example": ("Jory Heath", "hilltop-clinic", Agency.HEALTH),
    "member@sandbank.council.example": ("Thea Spit", "sandbank-council", Agency.LOCAL_AUTHORITY),
    "member@open-door.example": ("Nia Lantern", "open-door", Agency.CHARITY),
    "member@gangmasters.example": (
        "Ewan Furrow",
        "gangmasters-licensing-authority",
        Agency.GANGMASTERS_LICENSING_AUTHORITY,
    ),
    "member@border-force.example": ("Rhoda Quay", "border-force", Agency.BORDER_FORCE),
    "member@visas-and-immigration.example": ("Cyril Marrow", IMMIGRATION, Agency.UK_VISAS_AND_IMMIGRATION),
}
"""Who sits on panels, by address: their name, whom they work for, and the agency whose seat they take."""
PEOPLE = (
    MadeUpPerson(NURSE, "Nell Harbour", "quayside-hospital", ("first_responder",)),
    MadeUpPerson(OFFICER, "Tam Cove", "dorset-police", ("first_responder",)),
    *(
        MadeUpPerson(f"lead@{domain}", decides, slug, ("slavery_safeguarding_lead",))
        for slug, domain, decides, _checks in _LEADS
    ),
    *(
        MadeUpPerson(f"second.lead@{domain}", checks, slug, ("second_safeguarding_lead",))
        for slug, domain, _decides, checks in _LEADS
    ),
    MadeUpPerson(CASEWORKER, "Una Larch", UNIT, ("caseworker",)),
    MadeUpPerson("second.caseworker@management-unit.example", "Alban Crest", UNIT, ("caseworker",)),
    MadeUpPerson("second.officer@management-unit.example", "Theo Lark", UNIT, ("second_officer",)),
    MadeUpPerson("manager@management-unit.example", "Wilma Thorn", UNIT, ("manager",)),
    MadeUpPerson(CONVENER, "Noor Weir", UNIT, ("panel_convener",)),
    MadeUpPerson(CHAIR, "Petra Wold", CHAIRS, ("panel_chair",)),
    *(MadeUpPerson(email, name, slug, ("panel_member",)) for email, (name, slug, _agency) in MEMBERS.items()),
)
