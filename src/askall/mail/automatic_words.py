"""The fixed wording of mail programs: how their notices and automatic replies begin, in the languages UK inboxes meet.

Exchange writes in the language of the mailbox, so a council in Wales sends "Ateb awtomatig:" and a supplier in Germany
"Unzustellbar:". Wording alone never makes an answer automatic: automatic.py and notices.py say what must go with it.
"""

import re


def _any(*forms: str) -> str:
    return "(?:" + "|".join(forms) + ")"


# --- Automatic replies ------------------------------------------------------------------------------------------------

_REPLY = _any(
    r"auto(?:matic|mated)?[- ]?(?:reply|responder|respons|response|answer|acknowledge?ment)",
    r"out[- ]of[- ](?:the[- ])?office(?: auto-?reply| reply| message| response| notification| notice)?",
    r"vacation(?: auto-?reply| reply| message| notice)?",
    r"away (?:message|notice)",
    r"ateb(?:iad)? awtomatig|ymateb awtomatig|allan o['’]r swyddfa",
    r"freagra uathoibríoch|freagairt fèin-obrachail",
    r"automatische (?:antwort|beantwortung)|abwesenheit(?:snotiz|snachricht)?|abwesend",
    r"réponse automatique|(?:message d['’])?absence(?: du bureau)?",
    r"respuesta automática|risposta automatica|resposta automática|fuera de la oficina",
    r"automatisch antwoord|afwezig(?:heidsbericht)?|automatiskt? svar|automatyczna odpowiedź|odpowiedź automatyczna",
)
# The colon, or the brackets, are the program's.
REPLY_SUBJECT = re.compile(rf"\s*(?:\[{_REPLY}\]|\({_REPLY}\)|{_REPLY}\s*:)", re.I)
# Notes puts "AUTO:" before the subject, GroupWise that of its rule in brackets behind it.
REPLY_WHOLE_SUBJECT = re.compile(
    rf"\s*(?:(?:re:\s*)?{_REPLY}[.!]?|AUTO: .{{2,120}}"
    r"|re: .{1,300} \((?:out of (?:the )?office|vacation|auto)[^()]{0,40}\))\s*",
    re.I,
)
LIKE_REPLY_SUBJECT = re.compile(
    rf"\s*{_any(_REPLY, 'away (?:from|until)', 'on (?:annual |maternity )?leave', 'acknowledge?ment')}\b",
    re.I,
)
NOTES_SUBJECT = re.compile(r"(?!re:|fw).{2,80} is out of the office\b.{0,60}", re.I)
NOTES_TEXT = re.compile(
    r"\s*i (?:will be|am) out of the office (?:starting|until)\b"
    r"|[\s\S]{0,1500}?\bnote: this is an automated response to your message",
    re.I,
)
AWAY = re.compile(
    _any(
        r"\b(?:i(?:['’]m| am| will be|['’]ll be)|we are)\s+(?:currently |now |presently |out and )?"
        + _any(
            r"out of (?:the |my )?office",
            r"on (?:annual |maternity |paternity |parental |sick |study |extended )?(?:leave|holiday|vacation)",
            r"away (?:from|until|on|at)|not (?:in the office|working|at work)|no longer (?:work|employ)",
        ),
        r"\b(?:rwyf|rydw i|dwi) (?:allan o['’]r swyddfa|ar (?:wyliau|gyfnod mamolaeth)|i ffwrdd)",
        r"\bich bin (?:[\w.]+ ){0,4}(?:nicht (?:im (?:büro|haus)|erreichbar)|abwesend|im urlaub)",
        r"\bje suis (?:actuellement )?(?:absente?|en congés?|en vacances)",
    ),
    re.I,
)
# Who is away says until when, or who is there.
RETURNS = re.compile(
    r"\b(?:until|return(?:ing|s)?|back (?:on|in|at)|absence|urgent\w*|immediate|contact|instead|access"
    r"|please (?:e-?mail|call)|tan|dychwelyd|cysyllt\w+|brys|bis|ab dem|vertret\w+|dringend\w*|jusqu\w+|retour)\b",
    re.I,
)
_AUTOMATED = r"\bthis is an? (?:automated|automatic|auto[- ]?generated|automatically generated) (?:e-?mail )?"
ACKNOWLEDGES = re.compile(
    _AUTOMATED + r"(?:acknowledge?ment|receipt|confirmation of receipt)"
    r"|\bthis (?:acknowledge?ment|reply|receipt) (?:is|was|has been) (?:sent|generated|issued) automatically"
    r"|\bmae h(?:wn|on) yn gydnabyddiaeth awtomatig",
    re.I,
)
AUTOMATED = re.compile(_AUTOMATED + r"(?:reply|response)|\bmae h(?:wn|on) yn (?:ymateb|neges) awtomatig", re.I)
# What is still to come, and so not in this mail.
PROMISES = re.compile(
    r"\bwill (?:be )?(?:repl|respon|answer|deal|contact|get back|process)|\bwithin \d+ (?:working )?days|\bas soon as\b"
    r"|\b(?:was|been) (?:logged|created|registered|passed)|\bbyddwn yn ymateb",
    re.I,
)
MOVED = re.compile(
    r"\b(?:e-?mail|address|mailbox|inbox|account)\b[^.\n]{0,80}?\b"
    + _any(
        r"has (?:now )?(?:changed|closed|moved|been (?:replaced|closed))",
        r"(?:is|are) (?:no longer|not) (?:in use|used|monitored|active|checked|being monitored)",
    ),
    re.I,
)
OF_ONESELF = re.compile(r"\b(?:i|i['’]m|my|me|e-?mails?|messages?|colleagues?)\b", re.I)
ELSEWHERE = re.compile(
    r"\bplease (?:send|use|contact|write|visit|submit|direct|address|note|e-?mail|update|forward)\b"
    r"|\binstead\b|\bwebsite\b|\bthank|\bdear\b|\bhello\b|\bnew address\b",
    re.I,
)
SENTENCE = re.compile(r"[^.!?\n]+(?:[.](?=\S)[^.!?\n]+)*[.!?](?=\s|$)")
# What a mailbox says that answers everybody so.
RECEIVED = re.compile(
    r"\b(?:thank you for|thanks for|diolch am|vielen dank für)\b[\s\S]{0,300}?\b"
    r"(?:will (?:endeavour to |aim to |be )?(?:repl(?:y|ied)|respond|get back|be in touch|deal|process)"
    r"|byddwn yn ymateb|werden)\b",
    re.I,
)
# Words of a letter that says more than that something was received.
SAYS_MORE = re.compile(
    r"\bplease find|\battach|\benclos|\bwe (?:can )?confirm that|\b(?:in )?response to your|\bour (?:response|answer)\b"
    r"|\b(?:do|does|did) not (?:currently )?(?:hold|use|have|own)\b|\b(?:is|are) as follows|\bbelow\b"
    r"|\bthe (?:council|authority|trust|police|university|board) (?:has|uses|holds|does|did|is|will)\b"
    r"|\b(?:we|i) (?:have|use|hold|own) (?:no|none|one|two|three|\d+)\b|\bthe answer\b"
    r"|\bsection (?:8|12|14|2\d|3\d|4[0-4])\b|\bq(?:uestion)? ?\d",
    re.I,
)

# --- Notices of mail servers ------------------------------------------------------------------------------------------

NOTICE_SUBJECT = re.compile(
    r"[\s*]*"
    + _any(
        r"undeliver(?:able|ed)(?: (?:mail|message|e-?mail))?\s*(?::|$|returned)|undelivered mail\b",
        r"mail (?:delivery )?(?:failed|failure|error|system error|problem|warning|status|not delivered)",
        r"mail (?:delivery\b|could not be delivered)|delayed mail\b|processing error$",
        r"(?:permanent )?delivery (?:failure|status|problem|error|report|has failed|incomplete|delayed|notification)\b",
        r"failure (?:notice|delivery)\b|failed (?:mail|delivery)\b|returned (?:mail|to sender)\b|non-?delivery\b|ndr:",
        r"(?:warning|notice): (?:message|could not send|your? (?:message|e-?mail)|mail|delivery)\b",
        r"message (?:delay|deliver|could not be|not delivered|undeliverable|blocked|rejected)",
        r"message you sent (?:was )?blocked",
        r"your (?:message|e-?mail)\b.{0,120} (?:could not be|was not) delivered",
        r"your (?:message|e-?mail)\b.{0,120} (?:has been|was) (?:rejected|blocked|delayed)",
        r"unable to deliver|expired:|rejected:|\[(?:postmaster|mail delivery)[^\]]{0,30}\]",
        r"unzustellbar\s*:|zustell(?:ung|status)|nachricht (?:verzögert|nicht zugestellt)",
        r"non (?:remis|distribué|recapitabile)\s*:|(?:échec|retard) de (?:la )?(?:remise|distribution)",
        r"(?:no se puede entregar|não é possível entregar|onbestelbaar|niet (?:te bezorgen|bezorgd))\s*:",
        r"(?:methu danfon|nid oes modd (?:danfon|anfon)|heb ei (?:ddanfon|ddosbarthu)|ni ellir danfon)\s*:",
        r"oedi (?:wrth ddanfon|gyda danfon)\b",
    ),
    re.I,
)
NOTICE_OPENING = re.compile(
    _any(
        r"this is the .{1,120}? program at\b",
        r"this is the (?:mail (?:system|delivery agent)|dragonfly mail agent|mailer-daemon|postfix)\b",
        r"(?:message|notice|report) (?:was|is) (?:created )?automatic\w* (?:created |generated )?by (?:the )?mail",
        r"(?:your|the) (?:following )?(?:message|e-?mail|mail)\b[\s\S]{0,300}?"
        r"(?:could not|couldn['’]t|cannot|was not|wasn['’]t|were not|has not been|hasn['’]t been|did not|has been)"
        r" (?:yet )?(?:be )?(?:delivered|sent|reach|rejected|blocked|delayed|relayed)",
        r"(?:wasn['’]t able|unable) to deliver|undeliverable to|did not reach the following|transcript of session",
        r"delivery (?:to the following|has failed|failed|attempts?|has been delayed)\b|is delayed",
        r"permanent (?:fatal )?error|addresses? had (?:permanent|transient|delivery)|failed recipients?\b",
        r"unknown user\b|user unknown\b|not listed in (?:domino|public)|non-delivery report\b",
        r"error (?:occurred|was detected) while|returned to (?:you|sender)\b|mail system (?:was unable|error)",
        r"the following recipients? (?:cannot|could not)|recipient (?:address )?(?:rejected|not found)",
        r"mailbox (?:is |was )?(?:full|unavailable|not found)",
        r"(?:konnte|wurde) (?:\w+ ){0,4}nicht zugestellt|fehler bei der nachrichtenzustellung",
        r"échec de la remise|n['’]a pas pu être (?:remis|distribué)",
        r"methwyd danfon|nid oedd modd danfon",
        r"ni (?:chafodd|ellid) (?:\w+ ){0,3}(?:ei )?(?:d?danfon|d?dosbarthu)",
    ),
    re.I,
)
DELAYED = re.compile(
    r"\bdelay(?:ed)?\b|still being retried|not yet been delivered|keep trying|will continue (?:to|for)"
    r"|will (?:continue to be |be )?(?:retried|attempted)|do not need to resend|no action is required"
    r"|could not send message for past|verzögert|retard[ée]|\boedi\b",
    re.I,
)
GAVE_UP = re.compile(
    r"\b(?:giving|gave|given) up\b(?! if)|failed permanently|permanent(?:ly)? (?:fail|error)"
    r"|will not be (?:retried|delivered)|has been returned|delivery failed|expired"
    r"|could not be delivered (?:after|within)",
    re.I,
)
# Above this line a notice speaks, below stands what was sent.
COPY_BELOW = re.compile(
    r"^[ \t]*"
    + _any(
        r"-{2,}[^\n]{0,20}?(?:below this line is a copy|this is a copy of|original message|the header of the original"
        r"|unsent message|message header|returned message|included is a copy)[^\n]{0,80}",
        r"(?:original message (?:headers?|follows)|message headers? follows?|included is a copy of the message"
        r"|below is a copy of the original message|ursprüngliche nachrichtenkopfzeilen|old message"
        r"|en-têtes du message d['’]origine|penawdau['’]r neges wreiddiol)[^\n]{0,40}",
    )
    + r"[ \t]*$",
    re.I | re.M,
)
READ_SUBJECT = re.compile(
    r"\s*(?:(?:read|not read|gelesen|lu|darllenwyd|delivered)\s*:|message status - (?:opened|delivered))", re.I
)
READ_TEXT = re.compile(
    r"\byour message(?:\s+to:[\s\S]{0,400}?)?\s+(?:was|has been) (?:read|displayed|opened|deleted without|delivered)\b"
    r"|^the message sent on .{1,200} (?:was|has been) (?:opened|delivered|read)"
    r"|\bihre nachricht\b[\s\S]{0,400}?\bgelesen\b",
    re.I,
)
