"""The documents that rules cite, each named once; every refusal, limit and dated change gives one of these keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """How far a source can be leant on."""

    FOUND = "found"
    """A public document that was read."""
    SEED = "seed"
    """One of the five documents that this project started from."""
    OWN = "own"
    """An assumption that nobody has verified: shown as such, and a setting rather than a fact."""
    HOUSE = "house"
    """A rule of this product, not of the law."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its key, title, kind, and where to find it."""

    key: str
    title: str
    kind: SourceKind
    where: str = ""

    @property
    def label(self) -> str:
        """The words beside every fact from this source: its title, and a warning where nobody has verified it."""
        if self.kind is SourceKind.OWN:
            return f"{self.title}, which nobody has verified"
        return self.title


_SEFTON = "seftonlscb.safeguardingpolicies.org.uk, national referral mechanism chapters"


def _found(key: str, title: str, where: str) -> Source:
    return Source(key, title, SourceKind.FOUND, where)


_ALL = (
    Source("house", "A rule of this product", SourceKind.HOUSE),
    Source("own", "An assumption of this product", SourceKind.OWN),
    Source("seed-0", "The pilot of 2015: safeguarding leads and panels", SourceKind.SEED),
    Source("seed-1", "The review of 2014 and its pilot, as partners described it", SourceKind.SEED),
    Source("seed-2", "A council's page on modern day slavery: process, consent, duty to notify", SourceKind.SEED),
    Source("seed-3", "The reforms announced in October 2017", SourceKind.SEED),
    _found("APP-MS", "Authorised professional practice: modern slavery", "college.police.uk"),
    _found("ATHUB", "Decisions and challenges in the national referral mechanism", "athub.org.uk"),
    _found("BEXLEY", "The decision-making process of the pilot for children", "bexley.gov.uk"),
    _found(
        "BANK-HOLIDAYS",
        "The bank holidays of England and Wales, Scotland and Northern Ireland",
        "https://www.gov.uk/bank-holidays",
    ),
    _found("DDM-GUIDE", "Devolving child decision-making: general guidance, version 6", "gov.uk"),
    _found("DDM-YJLC", "Devolved decision-making for children: a guide for practitioners", "yjlc.uk"),
    _found("DDM-DIFF", "Changes to the guidance on devolved decision-making, 30 June 2023", "govdiff.njk.onl"),
    _found("DDM24", "Statistics of the pilot of devolved decisions for children, 7 November 2024", "gov.uk"),
    _found("DL-RG", "The objective-factors test of reasonable grounds, 28 June 2023", "duncanlewis.co.uk"),
    _found("DTN-CIRC", "Home Office Circular 025/2015: duty to notify", "gov.uk"),
    _found("DTN-LANCS", "A force's guide to the duty to notify, 2016: who is under it and who is not", "lancashire"),
    _found("EVAL17", "An evaluation of the pilot, Home Office Research Report 94, October 2017", "gov.uk"),
    _found("H-MAAP", "Lords Hansard, 10 February 2022: what assurance panels look at", "hansard.parliament.uk"),
    _found("H-30DAYS", "Hansard, 13 December 2022: modern slavery statutory guidance", "hansard.parliament.uk"),
    _found("HANS10A", "Hansard, 14 January 2010: human trafficking, with the words of its statistics", "hansard"),
    _found("HANS10B", "Hansard, 1 to 4 March 2010: how decisions are considered by two people", "hansard"),
    _found("HELP-STAT", "The statutory agencies and the two tests", "modernslaveryhelpline.org"),
    _found("HO-SRC", "The source of the Home Office's referral form, April 2026", "github UKHomeOffice/modern-slavery"),
    _found("ICIBI-CALL", "Call for evidence on the Immigration Enforcement Competent Authority", "gov.uk"),
    _found("IECA-PQ", "Parliamentary question 96934: the second competent authority", "parallelparliament.co.uk"),
    _found("LEGALVOICE", "Report reveals flaws in the mechanism", "legalvoice.org.uk"),
    _found("MAAP-CHAIRS", "Ten chairs of assurance panels and what panels can ask, 31 May 2019", "wired-gov.net"),
    _found("MAAP-END", "Parliamentary question, 18 November 2024: the end of assurance panels", "streetguide.co.uk"),
    _found("MAAP-LUCAS", "Assurance panels as their members saw them, 18 March 2023", "ianchisnall.blog"),
    _found(
        "NABA60",
        "Nationality and Borders Act 2022, section 60: the words of the two tests",
        "https://www.legislation.gov.uk/ukpga/2022/36/section/60",
    ),
    _found(
        "NABA63",
        "Nationality and Borders Act 2022, section 63: disqualification",
        "https://www.legislation.gov.uk/ukpga/2022/36/section/63",
    ),
    _found(
        "NABA64",
        "Nationality and Borders Act 2022, section 64: support during the recovery period",
        "https://www.legislation.gov.uk/ukpga/2022/36/section/64",
    ),
    _found("NRPF", "Support after a negative decision on conclusive grounds", "nrpfnetwork.org.uk"),
    _found("PAC18-7", "Evidence to the Public Accounts Committee, 2018", "publications.parliament.uk"),
    _found("PILOT15", "Piloting the reforms proposed by the review of 2014", "gov.uk"),
    _found("POSTCG26", "Support after a positive decision on conclusive grounds, January 2026", "gov.uk"),
    _found("PQ48206", "Parliamentary question 48206: thirty days between decisions", "parallelparliament.co.uk"),
    _found("PQ86506", "Parliamentary question 86506: times of decisions", "parallelparliament.co.uk"),
    _found(
        "PROCLAMATION-2026",
        "Royal Proclamation of 3 February 2026 under the Banking and Financial Dealings Act 1971, section 1(3)",
        "https://www.gov.scot/news/world-cup-bank-holiday-confirmed/",
    ),
    _found("PQ125790", "Parliamentary question 125790: what becomes of the MS1 form", "parallelparliament.co.uk"),
    _found("PROMPT26", "The offline prompt sheet for referrals, 27 April 2026", "github UKHomeOffice/modern-slavery"),
    _found("RECON-AE", "Reconsideration requests limited to thirty days, 20 March 2025", "afterexploitation.com"),
    _found("RECON-ANNEX", "Annex on reconsiderations, statistics of the first quarter of 2025", "gov.uk"),
    _found("RECON-SM", "Reconsideration removed for some people facing removal, September 2025", "simpsonmillar.co.uk"),
    _found("RTB", "Members sought for multi-disciplinary panels", "raising-the-bar.org.uk"),
    _found("S52", "Modern Slavery Act 2015, section 52", "https://www.legislation.gov.uk/ukpga/2015/30/section/52"),
    _found("SCOT-HEALTH", "Guidance for health workers in Scotland, page 7", "gov.scot"),
    _found("SCOT38", "Human Trafficking and Exploitation (Scotland) Act 2015, section 38: consultation", "gov.scot"),
    _found("SEF-APPEAL", "Appeals against a decision, guidance of 2016 to 2017 as reproduced locally", _SEFTON),
    _found("SEF-CGNEG", "Actions when conclusive grounds are negative, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-CGPOS", "Actions when conclusive grounds are positive, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-FILE", "File management and data handling, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-MONITOR", "Monitoring a case during the 45 days, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-PILOT", "The pilot and its areas, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-POLICE", "Referring a case to the police, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-RGNEG", "Actions when reasonable grounds are negative, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-RGPOS", "Actions when reasonable grounds are positive, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-SUSP", "When a decision is suspended, guidance of 2016 to 2017", _SEFTON),
    _found("SEF-WITHDRAW", "Withdrawing from the mechanism, guidance of 2016 to 2017", _SEFTON),
    _found("TOOLKIT", "First Responder Toolkit for England and Wales, version 1.0, April 2026", "gov.uk"),
    _found("TRANS26", "Turning 18 in the mechanism: spoken consent from 13 February 2026", "Bury partnership news"),
    _found("UKAUTH19", "Ninety days of support for confirmed victims, and the digital referral form, 2019", "gov.uk"),
    _found("VTS-RECON", "Reconsideration of decisions on temporary permission to stay", "gov.uk"),
    _found("YJLC-NABA", "Part 5 of the Nationality and Borders Act 2022 in force on 30 January 2023", "yjlc.uk"),
)

SOURCES: dict[str, Source] = {source.key: source for source in _ALL}


def cited(key: str) -> str:
    """The label of a source by its key, as pages and letters show it; raises `KeyError` for a key nobody declared."""
    return SOURCES[key].label
