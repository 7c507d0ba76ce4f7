"""The forms of what identifies somebody: telephone numbers, addresses, documents, days, names that are announced.

Every expression is bounded, and begins where something can begin and not at each letter, so that no text takes long.
They read a text whose look-alikes and unseen signs were taken out (`identifying.plainly`).
"""

from __future__ import annotations

import re

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_WHOLE_DAY = (
    rf"(?:{_DAY}\s(?:of\s)?{_MONTH}\b(?:,?\s{_YEAR})?|{_MONTH}\s{_DAY}\b(?:,?\s{_YEAR})?|{_YEAR}-\d\d-\d\d"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))"
)
_DIGIT_WORD = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_IN_EMAIL = r"[^\s@<>()\[\],;:\"]"
_NO_STREET = r"(?!(?:the|a|by|on|in|of|and|per|each|one|hours?|days?|weeks?|years?|people|men|women|miles|minutes)\b)"
_BEFORE_STREET = rf"(?<!\w)\d{{1,4}}[A-Za-z]?,?\s{{1,3}}(?:{_NO_STREET}[\w’'-]{{1,30}}\s{{1,3}}){{1,3}}"
_NUMBER = r"(?:number|numbers|num|no\.?|nr\.?|ref|reference|id|code|plate)"
_BETWEEN = r"(?:\s{1,2}(?:is|was|of|reads)){0,2}\s{0,2}[:#=]?\s{0,2}"

PHONE = (
    re.compile(r"(?<![\d+])(?:\+\d|00\s?[1-9])(?:[\s().\-/]{0,3}\d){6,14}(?!\d)"),
    re.compile(r"(?<![\d+])(?:\(?0|44)(?:[\s().\-/]{0,3}\d){9,10}(?!\d)"),
    re.compile(rf"(?i)\b{_DIGIT_WORD}(?:[\s,-]{{1,3}}{_DIGIT_WORD}){{6,16}}\b"),
)
EMAIL = (
    re.compile(rf"(?:(?<!{_IN_EMAIL}){_IN_EMAIL}{{1,64}}|{_IN_EMAIL})\s?@\s?{_IN_EMAIL}{{1,100}}\.[^\s@.]{{2,20}}"),
    re.compile(
        r"(?i)(?<![\w.])[\w.]{1,40}\s?(?:\(at\)|\[at\]|\bat\b)\s?[\w-]{1,40}\s?(?:\(dot\)|\[dot\]|\bdot\b)\s?\w{2,10}"
    ),
)
WEB = (
    re.compile(r"(?i)\b(?:https?://|www\.)\S{1,300}"),
    re.compile(
        r"(?i)(?<![\w.-])[\w-]{1,60}(?:\.[\w-]{1,30}){0,2}\.(?:com|net|org|info|uk|ro|vn|pl|example)\b(?:/\S{0,200})?"
    ),
)
HANDLE = (
    re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.]{1,40}"),
    re.compile(
        r"(?i)\b(?:username|handle|profile|gamertag|facebook|instagram|insta|snapchat|snap|tiktok|telegram|viber|wechat)\b"
        r"(?:\s{1,2}(?:is|was|as|under|called|name|account|user|on)){0,3}\s{0,2}[:=]?\s{0,2}"
        r"[\u201c\"'\u2018]?(?=[\w.]{0,40}[\d_.]\w)[\w.]{3,40}"
    ),
)
FILE = (
    re.compile(
        r"(?i)(?:(?<![\w.-])[\w.-]{1,60}|[\w-])"
        r"\.(?:pdf|docx?|xlsx?|odt|rtf|txt|csv|jpe?g|png|gif|heic|mp[34]|mov|wav|zip)\b"
    ),
)
POSTCODE = (
    re.compile(r"(?i)(?<![A-Z0-9])(?:GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? {0,2}[0-9][ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])"),
)
ADDRESS = (
    re.compile(
        rf"{_BEFORE_STREET}(?i:street|road|avenue|lane|crescent|mews|terrace)\b"
        rf"|{_BEFORE_STREET}(?:St|Rd|Ave|Close|Drive|Gardens|Grove|Hill|Walk|Court|House|Park|Place|Row|Square|Way|Yard|Estate|Green|View)\b"
    ),
    re.compile(r"(?i)\b(?:flat|apartment|unit|caravan|plot)\s(?:no\.?\s)?\d{1,4}[a-z]?\b"),
    re.compile(
        r"\b(?:[A-Z][\w’'-]{1,30}\s){1,3}(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Gardens|Grove|Mews|Terrace)\b"
    ),
    re.compile(r"///\w{1,20}\.\w{1,20}\.\w{1,20}"),
    re.compile(r"(?<![\d.])-?\d{1,2}\.\d{4,10},?\s{0,2}-?\d{1,3}\.\d{4,10}"),
)
DOCUMENT = (
    re.compile(
        rf"(?i)\b(?:passport|licen[cs]e|permit|nino|nhs|brp|urn|iban|sort\scode|plate|registration)(?:\s{_NUMBER})?"
        rf"{_BETWEEN}(?=[A-Z/-]{{0,8}}\d)[A-Z0-9/-]{{5,24}}(?!\w)"
    ),
    re.compile(
        r"(?i)\b(?:visa|identity|id|case|crime|account|card|reg|prisoner|insurance|office|police|file|tax)"
        rf"\s{_NUMBER}{_BETWEEN}(?=[A-Z/-]{{0,8}}\d)[A-Z0-9/-]{{4,24}}(?!\w)"
    ),
    re.compile(r"(?i)(?<!\w)[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D](?!\w)"),
    re.compile(r"(?<!\w)\d{3}[ -]\d{3}[ -]\d{4}(?!\w)"),
    re.compile(r"(?i)(?<!\w)[A-Z]{2}\d{2}\s?[A-Z]{3}(?!\w)"),
    re.compile(r"(?<!\w)(?:[A-Z]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-Z])(?!\w)"),
    re.compile(
        r"(?i)(?<![\w/-])(?=\w{7})(?:[A-Z]{1,4}\d{4,12}[A-Z]{0,2}|\d{2,10}[A-Z]{1,2}\d{0,8})(?!\w)(?:/\d{1,3})?"
    ),
)
LONG_NUMBER = (re.compile(r"(?<![\w/.-])[A-Za-z]{0,3}(?:\d[ /.-]?){6,24}\d(?!\w)"),)
BIRTH = (
    re.compile(
        rf"(?i)(?<!gave\s)(?<!giving\s)\b(?:born|birth|dob|d\.o\.b|birthday)\b[^;\n]{{0,20}}?(?:{_WHOLE_DAY}|{_MONTH}\s{_YEAR}|(?<!\d){_YEAR}(?!\d))"
    ),
)
EXACT_DAY = (re.compile(rf"(?i)(?<![\w/.-]){_WHOLE_DAY}(?![\w/-])"),)
ANNOUNCED = (
    re.compile(
        r"(?i)\b(?:mr|mrs|ms|miss|mx|dr|sir|madam|uncle|auntie|aunt|sister|brother|mother|father|pastor|imam|alhaji|chief)"
        r"\b\.?\s(?P<name>[^\W\d_][\w’'-]{1,40})"
    ),
    re.compile(
        r"(?i)\b(?:called|named|nicknamed|name\sis|name\swas|names\sare|name|known\sas|goes\sby|alias|aka|a\.k\.a\.?|surname"
        r"|signed)\s{0,2}[:=]?\s{0,2}[\u201c\"'\u2018]?(?P<name>[^\W\d_][\w’'-]{1,40})"
    ),
)
"""What goes before a name in small letters as well; whether it is one is asked of the words."""
YEARS_OR_AMOUNT = re.compile(rf"{_YEAR}(?:[ /.-]{_YEAR}){{0,6}}|\d{{1,3}}(?:[ ]000){{1,3}}")
"""Numbers in a row that are years, or an amount written with blanks."""
