"""Cues: the words by which letters say what was decided, as one table of phrases with meaning and strength.

Strength, from 0 to 1, is a judgement of how far the phrase alone can be trusted. A guard names the phrases that
turn the cue off in the same sentence: conditions, general law, lists of what may happen.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from functools import lru_cache

from askall.reading.cue import HYPOTHETICAL, Cue
from askall.reading.patterns import Triggers, phrases
from askall.reading.review_cues import REVIEW_CUES

# What stands between "not" and the verb of handing something over: "not something we are prepared to", "n't be".
_BETWEEN = r"(?:be|being|been|able|prepared|going|willing|obliged|required|minded|intend\w*|propos\w+|wish\w*|want\w*|to|therefore|now|it|its|them|this|that|these|those|something|anything|one|we|we're|they|are|is|i|am|our|my|practice|policy|habit|in|a|an|the|position|possible|at|present|currently|also|either|any|of|council|trust|force|authority|department|ready|elect\w*|appropriate|right|proper|feel|consider\w*|think|ought)"
_HANDING_OVER = r"provid(?:e|ed|ing)|disclos(?:e|ed|ing)|releas(?:e|ed|ing)|suppl(?:y|ied|ying)|send(?:ing)?|sent|giv(?:e|en|ing)|shar(?:e|ed|ing)|answer(?:ed|ing)?|tell(?:ing)?|say(?:ing)?|part with|hand(?:ed|ing)? (?:\w+ )?over|ma(?:ke|de|king) (?:\w+ ){0,2}(?:available|public)|deal(?:ing)? with|dealt with|comply(?:ing)?|go(?:ing)? (?:further|beyond)|entertain(?:ed)?|enclos(?:e|ed|ing)|reply(?:ing)? to it|publish(?:ed|ing)?|process(?:ed|ing)?"
_TIME = r"\b(?:within|in) (?:the |this )?(?:\w+ )?(?:time|deadline|timescale)|by the (?:due|deadline|statutory)|on time|in time|yet\b|until\b|as soon as"
# What is taken out of a document, where cars and posts are removed too.
_OF_INFORMATION = r"names?|details?|information|data|figures?|values?|numbers?|addresses|passages?|paragraphs?|pages?|sections?|tables?|columns?|e-?mails?|entries|content|material|identities|signatures?|personal|third party|cells"
_REASON = re.compile(
    r",? (?:and|but|please) (?:please )?note (?:that )?|,? (?:as|because|since|however|but|although|except) (?=\w+ (?:do|does|did|is|are|has|have|was|were|not)\b)|; however"
)

CUES: tuple[Cue, ...] = (
    # -- given ------------------------------------------------------------------------------------------------------
    Cue("disclosed", 0.8, phrases(
        "herewith accompan this_letter this_e-mail this_email this_reply sent_with comes_with annex schedule download now_ undernoted attach enclos below follow table spreadsheet appendix annex link response provid set_out disclos releas answer please_",
        r"\b(?:i|we) have (?:now |also |therefore )?(?:attached|enclosed) (?!(?:our|my|a|an|the|your) (?:\w+ )?(?:response|reply|letter|notice|explanation|leaflet|guidance|decision|refusal|complaint|form)\b)\w+",
        r"^(?:attached|enclosed|herewith|sent with this|copy (?:attached|enclosed))\b(?! (?:is|are) (?:our|my|the) (?:reasons|explanation|appeals?|complaints?))|\bherewith\b|\b(?:accompan(?:y|ies)|comes? with|sent with|goes with|is at the (?:foot|end) of) this (?:letter|e-?mail|reply|response|message)\b|\b(?:is|are) (?:at|in) (?:annex|appendix|schedule|attachment) ?[a-z\d]\b|\bi attach (?:it|them|a|the|all|copies)\b|\bpleased to attach\b|\b(?:available|provided|supplied) as a download\b|\bnow (?:disclosed|released|supplied|provided)\b|\bundernoted\b",
        r"\battached to (?:this|the|my|our) (?:e-?mail|letter|response|message)\b[^.]{0,60}\b(?:is|are) (?:a|an|the|copies|\d)",
        r"\b(?:attach|enclose|attaching|enclosing) (?:the|all|some of the) (?:information|data|documents?|figures|details)\b",
        r"(?:please|kindly) (?:find|see|refer)[^.]{0,80}(?:attached|outstanding|breakdown|numbers|data|copy|copies|documents?|enclosed|spreadsheet|table|appendix|annex|figures|information requested|the information|details)",
        r"(?:attached|enclosed|below|following) (?:is|are|please find|you will find|table|spreadsheet|document|figures|list|provides?|shows?)|(?:attached|enclosed|below) (?:information|details)",
        r"(?:information|data|figures|details|documents?|copy|copies|list|policy|report|contract|spreadsheet)[^.]{0,60}(?:is|are|has been|have been|can be found|listed|"
        r"set out|contained|provided|shown|detailed)[^.]{0,30}(?:attached|enclosed|below|as follows|in the (?:table|attached|appendix|annex|spreadsheet)|overleaf)|(?:information|data|figures|details)[^.]{0,40}(?:has|have) been (?:\w+ )?(?:provided|disclosed)",
        r"(?:i|we) (?:have |are |am |now |also )*(?:attach(?:ed|ing)?|enclos(?:ed?|ing)|provided?|disclosed?|released?)\b(?! (?:you )?(?:an explanation|my|our reasons))[^.]{0,60}(?:information|copy|document|list|table|spreadsheet|data|report|details|response|reply|answers?|figures|statistics|results|those|them|this|it)\b",
        r"\b(?:i|we|it|council|trust|force) (?:can|are (?:only )?able to|am (?:only )?able to|is (?:only )?able to|are pleased to|am pleased to|are happy to) (?:now |only |therefore |also )?(?:provide|disclose|release|supply|offer|give|share|send)",
        r"(?:can be|has been|have been|being|is|are) (?:partially |fully )?(?:disclosed|released|provided to you|supplied|answered)\b(?! (?:if|under the data|because))",
        r"\b(?:we|i) (?:are attaching|have attached|attach|enclose|have enclosed) (?:a|an|the|some|copies|details)\b|decided to (?:disclose|release|provide)|\bdisclose the (?:located |requested )?information|where no exemption applies[^.]{0,40}provided|see (?:the )?attached|attached\.?$",
    ), phrases("",
        r"\b(?:not|cannot|unable|unfortunately|refus\w+|exempt\w*|withh\w+|decline\w*|if|when|before (?:we|i) can|until|once (?:we|you|payment)|previous|similar|whether)\b|\brequest[^.]{0,20}, a copy of which\b|\bmany of the (?:questions|requests)\b|\banswered in (?:\w+ )?(?:replies|responses|letters|correspondence)\b|(?:find|see|attached|enclosed|attach) (?:\w+ ){0,4}(?:response|reply|letter|decision|notice)\b|\b(?:our|the|my) response is (?:set out )?below\b|(?:explanation|internal review|(?:a|our|your|the) review|review procedure|complaint|rights|reasons|public interest|harm test|original request|how to|leaflet|guidance|sensitive|retention|appeals? |complaints? |legal annex|introduction to|\b(?:a|the) (?:\w+ )?form\b|subject access|\bno (?:\w+ )?(?:information|documents?|figures?|copies|copy)\b|^none\b|would (?:provide|give)|cost of|for (?:further|more) (?:details?|information)|provid\w+ (?:you with )?(?:a|an|our|my|the) (?:\w+ )?(?:response|reply|answer))")),
    Cue("disclosed", 0.85, phrases(
        "the_answer answer_to", r"\bthe answers? (?:to (?:your|this|the|all) [^.]{0,40})?(?:is|are|was|were|would be) (?:therefore |simply |again )?(?:nil|none|no|yes|zero|nothing|£?\d)",
    ), None),
    Cue("disclosed", 0.8, phrases(
        "majority some_of part_of most_of remainder rest_of",
        r"(?:majority|some|part|most|remainder|rest) of (?:the|your|this) (?:\w+ )?(?:information|request|data)(?: \w+){0,4} (?:is|are|was|has been|have been|being|can be) (?:\w+ )?(?:attached|enclosed|provided|disclosed|released|below)",
    ), phrases("", r"(?:not|cannot) (?:be )?(?:attached|provided|disclosed|released)|exempt[^.]{0,60}(?:majority|some|part)|if ")),
    Cue("pointed", 0.4, phrases(
        "response reply answer below attach",
        r"(?:please )?(?:find|see)[^.]{0,60}(?:response|reply|answers?|letter|attached|below)",
        r"(?:response|reply|answers?)[^.]{0,60}(?:below|attached|as follows|set out|enclosed|follows)|(?:attach(?:ed|ing)?|enclos(?:ed?|ing)) (?:\w+ ){0,3}(?:response|reply|answers?|letter)",
    ), phrases("", r"original request|rights|complaint|review procedure")),
    Cue("disclosed", 0.5, phrases(
        "i_can we_can confirm advise",
        r"(?:can|would|wish to|am able to|are able to) (?:also |now |hereby )?(?:confirm|advise|inform you|state)(?: you)? (?:that |as follows)(?!.{0,60}\b(?:held|hold|holds|received|receipt|exempt|request (?:has|is|was))\b)",
    ), phrases("", r"\b(?:not|cannot|unable|exempt|withh\w+|hold|holds|held|refus\w+|no)\b")),
    Cue("disclosed", 0.65, phrases(
        "0 1 2 3 4 5 6 7 8 9",
        r"(?:^|\b(?:the|this|our|that|and|,) )(?:\w+ ){0,3}(?:we|council|force|trust|constabulary|police|board|authority|university|service) (?:\([^)]*\) )?(?:currently |also |now )?(?:uses?|operates?|owns?|has|have|employs?|spent|paid|purchased|installed|issued|manages?|maintains?) (?:\w+ ){0,2}£?\d(?!\d* ?(?:gb|mb|[.]\d+ ?gb))",
        r"\bthere (?:are|were|is|was) (?:\w+ ){0,5}\d",
    ), phrases("", r"\b(?:records|files|folders|hours|minutes|e-?mails|items|search\w*|estimat\w+|would|section|staff time|cases|documents|working days|decided|considered|duty|exempt\w*|not|if)\b")),
    Cue("disclosed", 0.75, phrases(
        "enclosed attached", r"\b(?:letters?|e-?mails?|drawings?|notes?|minutes|pages?|plans?|copies|correspondence|papers?|reports?|files?|contracts?|agreements?|photographs?|records?|map)\b[^.;]{0,90}\b(?:is|are) (?:also |all |now )?(?:enclosed|attached)\b",
    ), phrases("", r"\b(?:if|not|refusal|explanation|reasons|rights|complaints?|n't)\b")),
    Cue("disclosed", 0.75, phrases(
        "enclosure attachment", r"^(?:enclosure|attachment) ?(?:\d{1,2}|[a-h])\b ?[-:.)]? ?(?:is |are )?(?!(?:is|are)\b)\w",
    ), phrases("", r"\b(?:blank|none|withheld|exempt|refus\w+|appeal|review|rights?|complain\w*|legislation|extract|guidance|reasons|schedule|not|no longer)\b")),
    Cue("disclosed", 0.75, phrases(
        "attached enclosed", r"^(?:these|this|they|it|both|all|copies|the (?:figures?|numbers?|criteria|data|list|details?|polic(?:y|ies)|minutes|documents?|reports?|guidance)(?: \w+){0,3}) (?:is|are)(?: \w+){0,3} (?:also )?(?:attached|enclosed)\b",
    ), phrases("", r"\b(?:not|if|decision|refusal|letter|response|reply|answers?)\b")),
    # -- withheld ----------------------------------------------------------------------------------------------------
    Cue("withheld", 0.85, phrases("decided concluded", r"\b(?:decided|concluded) that (?:yours|your request|it|the request) (?:is|was|falls)(?=\W*$| vexatious| within section)"), HYPOTHETICAL),
    Cue("withheld", 0.9, phrases(
        "exempt except_ exception",
        r"(?:is|are|be|being|as|information|considered|believe[sd]?|deemed|therefore|request|find|to be|falls?) (?:\w+ ){0,3}exempt(?:ed)?\b(?! (?:charit|accommodation|person|vehicle|benefit|staff|employee|animal))",
        r"\bdecided to exempt\b|\bexempt (?:from|under|by|pursuant|as|information|in accordance|for|-)|\bexempt\W*$|^exempt\b|exempting\b|exempts?\W*(?:s|section)\W*\d",
        r"(?<!only )exemptions? (?:\w+ ){0,4}(?:is|are|has been|have been|applies|apply|applied|engaged|under|at|contained|provided|set out|by)\b|(?:appl(?:y|ies|ied|ying)|rel(?:y|ies|ied|ying) (?:up)?on|cit(?:e|es|ed|ing)|"
        r"engag(?:e|es|ed|ing)|claim(?:ed|ing)?|invok(?:e|ed|ing)|use|maintain(?:ing)?) (?:\w+ ){0,4}(?:exemptions?|exceptions?)|exceptions? (?:\w+ ){0,3}(?:applies|apply|engaged|under|at regulation|in regulation)",
    ), HYPOTHETICAL),
    Cue("withheld", 0.85, phrases(
        "withh refus declin redact",
        r"\b(?:withhold(?:ing)?|withheld)\b(?! (?:number|tax))",
        r"(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)) (?:to (?:\w+ )?(?:disclose|provide|supply|release|comply|confirm|answer)|your|this (?:part|request|element)|(?:the|part of (?:the|your)|part of this) ?(?:\w+ ){0,2}(?:request|information|disclosure)|disclosure|access|under)|refusal (?:under|of (?:your|the|this)|to (?:disclose|provide))|request[^.]{0,30}(?:is|has been|been|being|are|therefore|be) (?:\w+ )?(?:refused|declined)|our refusal|refusal notice|notice of refusal|(?:consider|treat|regard|as|is|constitutes|represents|acts as|serves as) (?:\w+ ){0,3}a refusal",
        r"^(?:(?:request|question|information|this)s? )?(?:is |was |are )?(?:refused|declined|withheld|not (?:disclosed|released|supplied)|notice of refusal|refusal notice)\W*$",
        r"\bredactions? (?:have|has) been (?:made|applied)\b|(?:have|has|been|were|are|is) (?:\w+ ){0,2}redact(?:ed)?\b|redact(?:ed|ions?) (?:\w+ ){0,6}(?:under|section|regulation|as|because|in accordance|personal|names)|(?:names|personal|details) (?:\w+ ){0,5}redacted",
    ), HYPOTHETICAL),
    Cue("withheld", 0.8, phrases(
        "disclos releas",
        r"\bdisclos\w+ (?:of )?(?:this|the|that|it|these|such)(?: \w+){0,4} would (?:therefore )?(?:be (?:unlawful|unfair|a breach)|(?:breach|contravene) (?:\w+ ){0,4}(?:data protection|principles?|gdpr|confidence))",
    ), HYPOTHETICAL),
    Cue("withheld", 0.85, phrases(
        "exempts it_is_refused removed deleted blacked_out blanked obscured",
        r"(?:section|regulation|act) ?[\d()a-z]{0,10} exempts (?:it|this|them|these|the)\b|\bit is (?:therefore |hereby )?refused\b",
        r"(?:redacted|removed|deleted|blacked out|blanked out|obscured)[^.]{0,40}(?:under|section|regulation|personal|as they|because)",
    ), HYPOTHETICAL),
    Cue("withheld", 0.7, phrases(
        "unable_to cannot can_not not_possible not_been not_able not_be not_obliged will_not not_in_a_position not_disclos not_releas not_provid not_willing",
        r"(?:unable|not (?:been )?able|not (?:been )?possible|not in a position|not willing|not prepared|not obliged|not required) to (?:\w+ )?(?:provide|disclose|release|supply|comply|share|confirm the (?:number|make|location)|answer|fulfil)",
        r"(?:cannot|can not|can't|will not|won't|could not) (?:therefore |be )*(?:provide|disclose|release|supply|supplie|share|comply|complied|fulfil|answer|made available|make available)",
        r"\b(?:will|shall|are|am|is) not (?:therefore |now )?(?:be )?(?:providing|disclosing|releasing|supplying) (?:the|this|that|these|any|you|further)\b",
        r"\b(?:do|does) not (?:routinely |normally |generally )?(?:disclose|release|share) (?!any\b)\w+",
        r"(?:is|are) not (?:therefore )?(?:being |going to be |to be )(?:provided|disclosed|released|supplied|shared)|(?:is|are) not (?:therefore )?(?:disclos|releas)(?:ed|able|ing)",
    ), phrases("",
        r"^(?:if|where|unless)\b|\bif any\b|not held|\buntil (?:it|we) (?:has|have) (?:received|had|been given)|(?:do|does) not (?:hold|record|have|collect|keep)|(?:within|initial|by) the (?:\w+ ){0,2}(?:time|deadline|date)|full name|in time|by the (?:statutory|due)|unless|process your|will (?:aim|reply|respond|send)|absence of|time ?frame for|as it has been put|\b(?:as|because|since) (?:we|it|they|the \w+) (?:do(?:es)? not|don't|have no|has no) (?!hold|record|keep|collect|have|recorded|consider|believe)|\bpermission\b|\blegal advice\b|\bguarantee\b|\b(?:more|any) (?:quickly|sooner|earlier)\b")),
    Cue("withheld", 0.85, phrases(
        "section s1 s2 s3 s4 s. reg",
        r"\b(?:has|have|had|are|is|am|we|i|and|therefore|council|trust|force) (?:\w+ )?(?:applied|apply|applies|applying|rely(?:ing)? (?:up)?on|relies (?:up)?on|relied (?:up)?on|invok(?:ed|ing)|engaged|citing|cited) (?:the )?(?:exemptions? (?:at|under|in) )?(?:(?:section|s\.?) ?(?:1[24]|2\d|3\d|4[0-4])\b|(?:regulation|reg\.?) ?1[0-3]\b)",
    ), phrases("", r"\b(?:if|whether|not|no longer|originally|initially|previously|when|ico)\b")),
    Cue("disclosed", 0.85, phrases(
        "while although whilst",
        r"\b(?:while|whilst|although) (?:i|we|the \w+) (?:have|has|am|are) (?:able to )?(?:provid|disclos|releas|suppl|answer)\w* (?:you with )?(?:most|some|part|the majority|much|all but|the remaining|answers)\b",
    ), None),
    Cue("withheld", 0.7, phrases(
        "only_able", r"\bonly able to (?:provide|answer|supply|give|release)\b[^.]{0,40}\b(?:q(?:uestion)?s? ?\d|parts?|some|one)\b",
    ), None),
    Cue("withheld", 0.75, phrases(
        "not n't cannot declin prefer intend none",
        rf"\b(?:not|n't|cannot|declin\w+)(?: {_BETWEEN}){{0,9}} (?:{_HANDING_OVER})\b",
        r"^none (?:disclosed|released|provided|given)\b|\bprefer not to\b|\bnot (?:for|open to) (?:disclosure|release|publication)\b|\b(?:entitled|at liberty|free) not to\b",
    ), phrases("",
        rf"^(?:if|where|unless|should|when)\b|\bif\b[^,]{{0,80}}$|\bif (?:an|any) (?:of (?:the|these) )?exempt|\byour (?:letter|e-?mail|message) (?:did|does|has) ?(?:not|n't)|\b(?:you|they|applicants?|residents?|who) (?:\w+ )?(?:do|did|have|has|had|will|can|could|would)? ?(?:not|n't)\b|not held|(?:do|does|did) ?(?:not|n't) (?:hold|record|have|collect|keep)|{_TIME}|personal (?:data|details|information) (?:with|to) (?:any|third|other)|\b(?:was|were) (?:\w+ )?(?:not|n't) (?:\w+ )?(?:provided|sent|given|supplied|answered|told)|(?:good|best|added|any) value|providing value|without (?:your|consent)|legal advice|\bneed not|(?:not|n't) (?:\w+ )?(?:reply|respond) to (?:this|the) (?:e-?mail|mailbox|address)|\bdoes not (?:provide|give|publish) (?:a|any) (?:service|right|grant)|\b(?:not|n't) (?:\w+ )?send out\b|\b(?:whatever|anything|what) (?:is|was|that is) not\b|\bnot (?:the|an) answer\b|\bsomething that\b|\b(?:more|any) (?:quickly|sooner|earlier)\b|(?:we|it|council|trust|force|university|board|department|service|authority|college|agency|office|commission|constabulary) (?:do|does|did) ?(?:not|n't) (?:\w+ )?(?:provide|supply|give|offer|send|publish|issue|deal|tell|ask)\b(?! (?:(?:this|that|such|these|any|the) )?(?:\w+ )?(?:information|data|details?|figures?|names?|kind|type|level|breakdown)\b| (?:it|out|this|that|these)\W*$)")),
    Cue("withheld", 0.8, phrases(
        "kept_back keeping keep held_back stay_with stays_with painted blank black obscur taken_out removed suppress omitted left_out retained asterisk sanitised excised struck_out masked missing_from replaced edited not_included hidden hides save_for except_for",
        r"\b(?:kept|keep|keeping|held|holding) (?:\w+ ){0,4}(?:back|to ourselves|confidential|private)\b(?! to)|\b(?:stays?|remains?|have to stay) with us\b|\bblack(?:ed)? (?:boxes|marks|lines|out)\b|\bnothing (?:further )?(?:is|will be) (?:enclosed|disclosed|released)",
        rf"\b(?:{_OF_INFORMATION})\b[^.;]{{0,90}}\b(?:painted|blanked|blacked|taken|left|struck|edited) out\b|\b(?:painted|blanked|blacked|taken|left|struck|edited) out\b[^.;]{{0,60}}\b(?:{_OF_INFORMATION})\b",
        rf"\b(?:{_OF_INFORMATION})\b[^.;,]{{0,50}}\b(?:have|has|had|been|being|were|was|are|is) (?:\w+ ){{0,2}}(?:removed|suppressed|omitted|obscured|masked|excised|sanitised|anonymised)\b|\b(?:suppressed|omitted|obscured|masked|excised)\b[^.;]{{0,40}}\b(?:in order|so that|to (?:prevent|protect|avoid)|because|under)\b",
        r"\breplaced (?:by|with) (?:an? )?(?:asterisk|\*|star|x)|\b(?:shown|marked|given) as (?:an? )?(?:asterisk|\*)|\b(?:no|accordingly no|therefore no) (?:\w+ )?(?:information|figures?|documents?|copy|copies) (?:is|are) (?:enclosed|attached|provided|released|given)",
    ), HYPOTHETICAL),
    Cue("withheld", 0.75, phrases(
        "interest lies weigh outweigh balance prevails favour tips",
        r"\b(?:balance|public interest|interest|arguments?|factors?|considerations?)\b[^.]{0,100}\b(?:lies? in|favou?rs?|is for|in favou?r of|best served by|supports?|against) (?:\w+ ){0,3}(?:withholding|non-?disclosure|not (?:disclosing|releasing|providing)|maintaining|keeping|refus\w+|retention|the exemption)\b",
        r"\b(?:i|we|it|council|trust|force|authority|department|board|university|this leads me to)\b[^.]{0,40}\b(?:find|conclude|decide|feel|believe|consider|lead)\w*\b[^.]{0,60}\b(?:for retention|against (?:release|disclosure|publication)|not be (?:released|disclosed|published))\b",
    ), HYPOTHETICAL),
    Cue("withheld", 0.85, phrases(
        "vexatious repeated_request manifestly section s. regulation deal_with",
        r"(?:is|are|was|were|as|considered|deemed|requests?) (?:\w+ ){0,4}vexatious|(?:appl(?:y|ying|ied)|engag(?:e|es|ed|ing)|invok(?:e|es|ed|ing)|rel(?:y|ies|ied|ying) (?:up)?on) (?:the )?(?:section|s\.?|regulation|reg\.?) ?\d[\d()a-z]*[^.]{0,40}(?:exemption|exception|to (?:this|your|the) request)|refus(?:e|es|ed|ing) to deal with (?:it|them|this|these|your|the)\b|repeated request|substantially similar (?:to )?(?:\w+ ){0,4}(?:request|previous)|manifestly unreasonable",
    ), HYPOTHETICAL),
    Cue("cost", 0.85, phrases(
        "exceed excess_of appropriate_limit cost_limit costs_limit fees_limit 18_hours over_the more_than_the amount_of limit excess_cost above_the_ request_would 24_hours 40_hours eighteen section_12 450 600 time_limit costly expensive time-consuming threshold stop_at go_beyond over_the",
        r"(?:exceeds?|exceeding|exceeded|in excess of|over|above|beyond|more than)[^.]{0,60}(?:appropriate|cost|costs|fees?|time|statutory|18.hour|reasonable) (?:\w+ )?(?:limit|threshold)",
        r"(?:exceed|in excess of|more than|longer than|over|above|beyond|upwards of)[^.]{0,40}(?:\b(?:18|eighteen|24|40) ?(?:working |staff )?(?:hours?|hrs)|£ ?(?:450|600)\b)",
        r"\b(?:over|past|beyond|above|at|stop at|go beyond) (?:(?:the (?:\w+ )?|(?:cost|costs|fees?|time|prescribed) )limit\b(?! of \d)|(?:the )?18\b(?! years| months| and)|eighteen hours|£450)|\btoo (?:costly|expensive|time.consuming)\b|\b(?:limit|threshold|ceiling)\b[^.]{0,60}£ ?(?:450|600)\b[^.]{0,80}\b(?:ours|this|it|which|and|estimate|hours)\b",
        r"\b(?:hours|days)\b[^.]{0,60}\bagainst (?:a|the) (?:limit|maximum)|\bcost(?:s|ing)? [^.]{0,40}£[\d,]+[^.]{0,40}\b(?:against|where|but|and) (?:a|the) (?:\w+ ){0,2}limit\b",
        r"\b(?:would|will) (?:require|take|involve|need) (?:a |an )?(?:very )?(?:large|significant|considerable|excessive|disproportionate|unreasonable|inordinate) amount of (?:\w+ )?(?:time|effort|work|resources?)\b",
        r"\b(?:fulfilling|answering|meeting|complying with|dealing with|processing) (?:your|the|this|such a) request would (?:go|be|take us) (?:\w+ ){0,2}(?:beyond|over|above)\b",
        r"\bwithin the (?:appropriate )?\(?(?:cost|costs|time|fees?)\)? limit|\bexcess costs?\b",
        r"(?:cost of compl\w+|cost of complying|excessive cost|cost limit)[^.]{0,60}(?:exceed|exceeds|applies|exemption|refus|section 12)|section 12[^.]{0,60}(?:appl|engag|exceed|cost|refus|exempt|cited|relied)",
    ), phrases("", r"^(?:if|where|should|unless)\b|\bmay\b[^.]{0,40}(?:exceed|refuse|be relied|apply|be engaged)|\bif (?:the|it|we|this|your|any)\b|whether (?:the|it)|could exceed|\bmight\b|if you were")),
    Cue("elsewhere", 0.8, phrases(
        "find_the find_this find_that find_a find_all",
        r"\b(?:can|may|will) (?:also )?find (?:(?:the|this|that|these|all|your) (?:requested )?(?:information|data|figures?|list|details|answers?|documents?)|a list)(?: \w+){0,4} (?:on|at|in|via|through|using|here|by)\b[^.]{0,60}(?:website|web ?site|web ?page|link|online|https?:|www\.)",
    ), HYPOTHETICAL),
    Cue("elsewhere", 0.8, phrases(
        "accessible publicly_available public_domain already_available published section_21 already_in available_on available_at available_via available_from available_online found_on found_at",
        r"(?:reasonably )?(?:accessible|available|obtainable) (?:to (?:you|the applicant) )?(?:by|via|through|from|elsewhere) (?:other|another|alternative) (?:means|source)|(?:information )?accessible (?:to (?:the )?applicant )?by other means|already (?:reasonably )?accessible|reasonably accessible",
        r"(?:already |publicly |freely )(?:publicly |available|accessible|published|in the public domain)[^.]{0,60}",
        r"(?:is|are|can be) (?:\w+ ){0,3}(?:published|available|found|viewed|accessed|obtained|located)[^.]{0,60}(?:website|web ?page|link|online|https?:|www\.|\.(?:gov|nhs|police|ac|org|co)\.uk/|portal|register|contracts finder|data(?:store|mill)?)",
    ), HYPOTHETICAL),
    # -- not held ----------------------------------------------------------------------------------------------------
    Cue("not_held", 0.85, phrases(
        "not_got n't_got", r"\b(?:have|has)(?: not|n't) got (?:anything|any (?:papers?|records?|information|documents?|of (?:it|this|that|these|those))|it|that|this|those|these)\b",
    ), phrases("", r"^if\b")),
    Cue("not_held", 0.9, phrases(
        "were_found was_found been_found were_located were_identified was_identified were_traced returned produced yielded revealed brought_up identified unearthed there nothing drawn drew records traced never_been tally no_list no_log no_count no_record no_figure field something unknown not_ no_central find_no not_have n't_have no_record request_ enquiry contact approach hold held record located no_information keep collect collate captured retain maintain_ have_information exist information_on",
        r"\b(?:do|does|did|would|has|have) ?(?:not|n't|n't) (?:\w+ ){0,2}(?:hold|held|record|keep|collect|collate|capture|retain|store|possess)\b(?! (?:a meeting|meetings|events?|(?:an? |any |the )?(?:\w+ )?(?:accreditation|licen[cs]es?|certificat\w+|permits?|membership|shares|powers?|posts?)\b|(?:any )?personal (?:data|details|information)))|\b(?:hold|holds|held|have|has) none of (?:the|this|these|those|that|it|what|your)\b",
        r"\b(?:is|are|was|were|has|been|information|data|records?|being|be|therefore|and) (?:\w+ ){0,2}not (?:\w+ ){0,2}(?:held|recorded|collected|captured|collated|kept|retained|documented)\b|^not (?:held|recorded)\b|^information not held",
        r"\bno (?:\w+ ){0,5}(?:information|data|records?|documents?|correspondence|dpias?|contracts?|policy|policies|material)(?: \w+){0,4} (?:is |are |was |were |has been |have been )?(?:currently )?(?:held|recorded|located|found|identified|traced|exists?)\b|\bno information held|no trace|nothing (?:is )?held|\bno (?:\w+ )?information (?:on|about|of|relating to|concerning|regarding) [^.,;]{1,80} (?:is|was|are) held\b",
        r"\b(?:holds?|held|hold|has|have) no (?:\w+ ){0,3}(?:information|(?<!to )records?|data|documents?|documentation|correspondence|copies|details)\b",
        r"\b(?:do|does) ?(?:not|n't) have (?!to\b)(?:\w+ ){0,3}(?:information|records?|data|figures?|details|breakdown)\b|not have (?:access to )?(?:this|that|the|any) (?:\w+ )?(?:information|data)",
        r"\b(?:we|i|it|council|trust|force|board|authority|department|service) no longer (?:hold|holds|have|has|keep|keeps|retain|retains) (?:the|this|that|any|these|those|it|such)\b(?: \w+){0,3}(?:\W|$)(?<!cameras\W)",
        r"\b(?:do|does|did) ?(?:not|n't) have (?:it|this|that|any|these|those|them|any of (?:it|this|these))\W*$",
        r"\bthere (?:are|is|were) no (?:\w+ ){0,2}(?:copies|documents?|minutes|correspondence|e-?mails)\b",
        r"\bthere(?: is| are|'s| was| were)(?: \w+){0,3} (?:nothing|no (?:record|recorded information|information|documents?|papers?|figures?)|not anything|n't anything)\b[^.]{0,40}\b(?:recorded|records|files?|send|give|system|side|held|here|provide|answer)\b|\bthere (?:is|are|was|were)n't (?:any|anything)\b[^.]{0,40}\b(?:records?|recorded|files?|held|send)\b",
        r"\bnothing (?:here |further |at all )?(?:to send|recorded|on file|on record|in our records|was found|to disclose|that (?:we|i) (?:can|could) send|has come up)\b|\bdr(?:a|e)wn? a blank\b|\b(?:can|could|did|have been able to) find no (?:\w+ )?(?:copy|copies|record|records|trace|information|evidence|documents?|mention|reference)\b|\bno \w+(?: \w+){0,2} (?:could|can) be (?:traced|found|located)\b|(?:^|\band |, )no (?:[\w'-]+ ){1,14}(?:was|were|has been|have been) (?:found|located|identified|traced|uncovered)\b|\b(?:returned|produced|yielded|revealed|brought up|identified|unearthed|located|found) (?:no (?:such |relevant |recorded )?(?:information|records?|documents?|results?|correspondence|e-?mails|data|matches|material|papers)|nothing)\b|\bfound its way into (?:our|the) records|\bcould not be traced\b|\b(?:has|have|had) never been (?:recorded|kept|collected|asked|counted|written)\b",
        r"\b(?:no|nobody|no one|none) (?:\w+ ){0,4}(?:tally|count|log|list|record|note) (?:of (?:this|these|them|it|that|such) )?(?:is|was|are|has been) (?:kept|made|maintained)\b|\bkeeps? (?:a )?(?:no|tally|count)\b[^.]{0,20}|\bno figure (?:can|could) be given\b|\b(?:is|are)(?: not|n't) (?:a |an )?(?:field (?:\w+ ){0,4}(?:on|in|that|which|record|ask|collect|hold|keep)|something (?:\w+ ){0,4}(?:on|in|record|ask|collect|hold|keep)|one (?:\w+ ){0,4}(?:record|ask|collect|hold|keep))",
        r"\b(?:is|are|was|were|'s)(?: not|n't) (?:currently |routinely )?(?:something|information|data|a figure|one) (?:that |which )?(?:is |we |the \w+ )?(?:hold|held|record|recorded|collect|collected|keep|kept|ask|monitor)\b|\bnot something (?:the |our )?\w+ (?:ask|record|collect|keep|log)\b|\b(?:have|has|hold|holds) (?:\w+ )?nothing\b[^.]{0,30}\b(?:which|that|on|about|recorded|of (?:this|the) kind)\b",
        r"^(?:not recorded|not captured|not collected|not logged|not monitored|not available)\b\W*$|\bgive (?:you )?notice\b[^.]{0,60}\b(?:not|n't) (?:have|hold)|\bno central(?:ised)? (?:record|register|list|log|database)\b",
        r"\b(?:find|found|have|has|is|are) no (?:record|trace|evidence)|no records? (?:of|held|exist)|(?:unable|failed|not able) to (?:locate|find|identify|trace) any|could not (?:find|locate|identify) any|did not (?:locate|find|identify|return) any|searches (?:\w+ ){0,6}(?:negative|no results|nil)",
        r"\bonly held (?:by|within|at|in|on)|\bheld (?:within|in|on|by) (?:the |each |individual )?(?:schools?|contractors?|third part)|information (?:\w+ ){0,3}(?:is|would be|may be) (?:not )?held by (?!(?:the |this |our )?(?:\w+ ){0,4}(?:council|trust|force|us|authority|board|constabulary|police|university|service)\b)|not (?:a|the) (?:function|responsibility) of|(?:is|are|would be|falls?) (?:\w+ ){0,3}(?:the responsibility of|a matter for|dealt with by|administered by) (?!our\b|(?:the |this )?(?:council|trust|force|us|authority|board)\b)",
        r"(?:direct|redirect|address|submit|resubmit|send|make) (?:your|this|the|a) (?:\w+ )?(?:request|enquiry)(?: \w+){0,4} (?:directly )?to (?!(?:us|the council|the trust)\b)|(?:should|need to|advised to|recommend(?: that)? you|suggest(?: that)? you|may wish to|best) (?:therefore )?(?:contact|approach|redirect|direct)[^.]{0,60}(?:council|trust|police|authority|nhs|board|office|department|ministry|schools?|agency|university|commissioner's office|http|www)",
        r"regulation 12 ?\(4\) ?\(a\)|regulation 10 ?\(4\) ?\(a\)",
    ), phrases("",
        r"^(?:if|where|should|unless|were)\b|^(?:drill|meeting|election|event|session|hearing|interview|inquest|class|\w+ night)s?\b[^.]{0,30}not held|(?:meetings?|drills?|elections?|sessions?|hearings?|interviews?|events?|classes|inquests?|nights?)(?: (?!that|which|where|we)\w+){0,6} (?:was|were|is|are|have been) not held|^(?:tell you|let you know|inform you|advise you|say) (?:that|if|whether|why)|\bmay (?:also )?be\b|\bif (?:the|it|we|any|this|you)\b[^.]{0,60}(?:held|hold)|whether (?:or not )?(?:the|it|we|any|this|information)|\bno (?:\w+ ){0,3}(?:policy|charter|strategy) documents?\b|\b(?:that|which|who) (?:do|does)(?: not|n't) (?:record|store|retain|keep|collect|capture)\b|\bmay not (?:be )?h[eo]ld|confirm (?:n?or )deny|does not mean|\b(?:is|are) or (?:is|are) not held|\b(?:that|which) (?:do|does)(?: not|n't) (?:record|store|retain|keep)\W*$")),
    Cue("not_held", 0.95, phrases("section_17 s17 s.17 s_17", r"\b(?:section|s\.?) ?17(?: ?\(1\))?\b"), None, frozenset({"FOISA", "EISR"})),
    # -- neither confirm nor deny ------------------------------------------------------------------------------------
    Cue("not_held", 0.9, phrases(
        "confirm_that information_is_held", r"\bconfirm that (?:\w+ ){1,6}(?:does|do) not hold\b|\bnone of (?:the|this|that|your requested) (?:\w+ )?information (?:you \w+ (?:\w+ )?)?is held\b",
    ), phrases("", r"neither confirm")),
    Cue("ncnd", 0.95, phrases(
        "neither confirm_or_deny confirm_nor_deny whether which_it_is say_if no_comment saying",
        r"neither (?:be )?(?:confirm(?:s|ed|ing)?|confirmation)(?: or| nor|/)? (?:n?or )?(?:den(?:y|ies|ied|ying|ial))|neither confirm|"
        r"(?:not (?:obliged|required)|refus\w+|exempt\w*|not appl\w+|no obligation|no duty|excluded|unable|declin\w+|not)[^.]{0,80}confirm (?:n?or|or) deny|confirm (?:n?or|or) deny[^.]{0,80}(?:does not (?:apply|arise)|is exempt|exempt)",
        r"(?:not|n't|unable|declin\w+|refus\w+|prefer not|elected not|cannot) [^.]{0,60}\b(?:say|saying|state|tell you|telling you|comment on|confirm|indicate|disclose) (?:whether|which it is|if (?:we|it|the|there))\b|\bwhether (?:or not )?[^.]{0,120}\b(?:is not|isn't|are not|not) (?:something|a matter|one|anything)?[^.]{0,40}\b(?:say|comment|confirm|disclose)\b|\b(?:make|makes|made) no comment (?:on|about)\b[^.]{0,60}\b(?:whether|which|who)\b|\bin favou?r of not saying\b|\blies (?:with|in) not (?:saying|confirming)\b",
    ), phrases("", r"^(?:if|were)\b|\b(?:reply|respond|answer|write)\b[^.]{0,30}whether you|whether you\b|^(?!.*\b(?:section|allows|can neither|not|n't|no comment)\b).*(?:favou?r|factors?|considerations? (?:for|against)|importance of|would (?:itself )?reveal|general principle|consistent)")),
    # -- procedure ---------------------------------------------------------------------------------------------------
    Cue("clarification", 0.8, phrases(
        "clarif more_information further_information further_details more_details additional_information more_specific full_name unclear valid_request narrow reword rephrase real_name which_ specify refine what_information not_clear further_detail what_you_mean",
        r"(?:please|could you|can you|would you|grateful if you|ask that you|need you to|require you to|you to|help if you|like you to)[^.]{0,60}(?:clarif|specify|be more specific|let us know (?:which|what|whether|your)|confirm (?:which|what|whether|your|if you|the (?:period|time|dates))|refine|reword|rephrase|provide (?:us with )?(?:more|further|additional|your|a (?:valid|full|real)))",
        r"(?:need|require|seek|seeking|request|requesting|requires|like|asking for|wish|before|would appreciate) (?:\w+ ){0,4}(?:clarif\w+|further (?:information|details?)|more (?:information|details?)|additional (?:information|details?))[^.]{0,60}|to clarify (?:what|which|your|the)|(?:clarification|further information|more information) (?:is )?(?:needed|required|sought|requested)",
        r"(?:your )?request (?:\w+ ){0,3}(?:is|was|being) (?:too (?:broad|vague|general)|unclear|not (?:clear|valid|specific))|not given us your (?:full )?name|(?:your|applicant's) (?:full|real) name|unable to (?:process|identify|answer|proceed)[^.]{0,60}(?:without|unless|until)|await(?:ing)? (?:your )?clarification",
    ), phrases("",
        r"^(?:if|should|where|thank)\b|(?<!clarify )(?<!confirm )(?<!know )\bif (?:you|we|any|there|this)\b(?! could| would)|(?:following|received|for|providing) your clarification|hesitate|you (?:have )?clarified|(?:may|might) (?:also )?(?:need|require|ask|contact|seek)|we will (?:contact|ask|let)|any clarification|for clarity|our response|please note that if|cannot guarantee")),
    Cue("clarification", 0.8, phrases(
        "you_mean you_interested you_asking you_looking you_seeking you_referring you_require narrow limit_it on_hold whether_you which_you what_you",
        r"\b(?:do|did) you (?:mean|require|want)\b[^?]{0,160}\?|\b(?:are|were) you (?:interested|asking|looking|seeking|referring)\b[^?]{0,160}\?|^(?:which|what|by) [^?]{0,100}\b(?:are|were|do|did|would) you\b[^?]{0,80}\?",
        r"(?:could|can|would) you (?:please )?(?:narrow|limit|restrict|reduce)\b|(?:tell|let|advise) (?:us|me) (?:know )?(?:whether|which|what|if) you (?:mean|want|require|are|were|would)|on hold (?:until|pending|whil)",
    ), phrases("", r"^if\b|satisfied|happy|further information|any other")),
    Cue("clarification", 0.85, phrases(
        "identity proof_of your_name real_name still_require still_want still_need still_wish still_interested from_you not_clear unclear check_if check_whether ask_you_for",
        r"without (?:this|the|that|your|such) (?:extra |further |additional )?(?:information|clarification|detail|details) from you\b|\b(?:would like|wish|want|need) to (?:check|confirm|establish) (?:if|whether|that) you (?:are|were|require|want|mean)\b|\bask(?:ing)? (?:you )?for (?:\w+ )?clarification\b",
        r"\b(?:it is|it's|is) (?:not clear|unclear) (?:\w+ ){0,4}(?:from your (?:e-?mail|request|letter) )?(?:which|what|whether|if) (?:\w+ ){0,12}you (?:are|were|require|want|mean|seek)\b|not clear from your (?:e-?mail|request|letter)\b",
        r"(?:provide|supply|send|give) (?:us with |me with |us )?(?:verification|proof|evidence|confirmation|a copy) of (?:your )?(?:identity|id|name|identification)\b|verify your identity|(?:provide|confirm|give|supply) (?:us with |us )?your (?:full |real |actual )?name\b|\bknow (?:if|whether) you (?:still|would still) (?:require|want|need|wish|are interested)",
    ), phrases("", r"^if you (?:wish|would like|want)|subject access|review procedure|right of review")),
    Cue("clarification", 0.85, phrases(
        "would_that_do would_you_mean you_say do_you_mean hear_from_you which_of start_again shall_we before_we_can before_i_can know: us: me: say: confirm: not_obliged",
        r"^before (?:we|i|the \w+) can (?:start|begin|go on|go (?:any )?further|proceed|look|take|deal|process|answer|search)\b[^.]{0,60}\b(?:could|can|would|please|need|must|ask)\b|\b(?:could|can|would) you (?:please )?(?:let (?:us|me) know|tell (?:us|me)|confirm|say)\W{0,2}:$|\bnot obliged to (?:go further|deal with|comply)[^.]{0,40}\buntil (?:we|it|you)\b",
        r"\bcheck (?:a point|one thing|a couple of things) with you\b|^would (?:that|this|it|these) (?:do|be (?:enough|of use|acceptable|all right))\b[^?]{0,60}\?|\bwhen you (?:say|ask|refer)\b[^?]{0,120}\b(?:do|would|did|is|are)\b[^?]{0,60}\?",
        r"\b(?:don't|do not) hear from you by\b|\b(?:time|clock|20 days|twenty days|period)\b[^.]{0,40}\b(?:starts?|begins?|runs?) (?:again )?(?:when|once|on) (?:we (?:hear|get|have)|your (?:reply|answer)|you (?:reply|answer))",
    ), phrases("", r"dissatisfied|unhappy|satisfied|\b(?:may|might) (?:also )?(?:need|have) to\b")),
    Cue("clarification", 0.85, phrases(
        "know: me: us: more_about more_detail little_more bit_more narrow_it which_of what_you_are what_you're what_you_mean check_something on_which hear_from_you your_answers before_we",
        r"\bpoints? (?:up)?on which (?:we|i) (?:need|require|would (?:like|welcome)) (?:your|some) (?:help|clarification|guidance|assistance)\b|\bbefore (?:we|i)(?:'re| are)? (?:able to|can) (?:go|take|proceed)[^.]{0,30}\b(?:further|forward)\b",
        r"\b(?:counted|run|runs|start|starts|begin|begins) (?:again )?from the day (?:after )?(?:we|i) hear from you\b|\bsend (?:us |me )?your answers to (?:these|the (?:above|questions))\b",
        r"\b(?:could|can|would|will|please|grateful if|help (?:us )?if|ask) (?:you )?(?:could |would |can |to )?(?:please )?(?:tell|give|let) (?:us|me)(?: have| know)? (?:a (?:bit|little) more|some more|more|further)\b[^.]{0,40}\b(?:about|detail|information|what|which)",
        r"\bask you (?:for|to (?:provide|give|send|supply)) (?:us with )?(?:more|further|some more|additional) (?:details?|information)\b",
        r"\b(?:grateful|help(?:ful)?|appreciate it) if you (?:would|could|can) (?:please )?(?:let (?:me|us) know|tell (?:me|us)):$",
        r"\b(?:tell|let) (?:us|me)(?: know)? (?:what|which)\b[^.?]{0,60}\byou (?:are|were|'re|mean|want|need|require|would)\b|\b(?:may|can|could) (?:i|we) check something with you\b",
    ), phrases("", r"^if\b|dissatisfied|unhappy|satisfied")),
    Cue("clarification", 0.9, phrases(
        "until on_the_current once_you when_you we_hear we_have i_hear before_we before_i section_1(3)", r"\b(?:on hold|paused|stopped|suspended) (?:the (?:request|clock) )?(?:on hold )?(?:until|while|pending) (?:i|we) (?:hear|have heard|have your)|\bsection 1\(3\)[^.]{0,80}\b(?:until|allows|not obliged|need not)\b|\b(?:20|twenty|working|clock|time)\b[^.]{0,30}\b(?:starts?|begins?|runs?|(?:will|would) (?:re)?(?:start|begin|run))(?: again| afresh)? (?:from |on |when |once )(?:the (?:day|date) (?:on which |when |that )?)?(?:we|i) (?:hear|have|receive|get)\b|^before (?:we|i|the \w+) can (?:start|begin|go on|go (?:any )?(?:further|ahead)|proceed|look|take|deal|process|answer|search)\b[^.]{0,90}\b(?:need|grateful|help|tell|ask|clear)\b|\b(?:once|when) you have (?:come back|replied|responded|got back|written back)(?: to us)?,? (?:the|our) (?:20|twenty|clock|time|statutory)\b|\bnot (?:required|obliged) to (?:deal|comply) with (?:the|your|this) request until\b|\b(?:can't|cannot|can not|unable to) (?:go ahead|proceed|deal with it|take it (?:any )?further|process it) (?:on|with|in|from) (?:the|its|your) (?:current |present )?(?:wording|form|terms)\b",
    ), phrases("", r"^if\b|\b(?:may|might) (?:also |then )?(?:need|have|ask|contact|be)\b")),
    Cue("clarification", 0.5, phrases("clarif", r"clock will (?:start|stop|begin|be)[^.]{0,60}clarif|if clarification is not received|provide your clarification"), None),
    Cue("clarified", 0.9, phrases("clarif", r"asked (?:you )?for (?:\w+ )?clarif\w+[^.]{0,60}\b(?:you (?:supplied|provided|sent|gave|answered)|received)\b|(?:thank(?:s| you) for|following|received|receipt of|sent|provided) (?:your|the|this) (?:\w+ )?clarif|you (?:have )?clarified"), None),
    Cue("transferred", 0.85, phrases(
        "transfer forward passed redirect referred gone went sent_your send_your it_is_for it_is_a_matter remit directed_to addressed_to submitted_to sent_to made_to",
        r"(?:have|has|been|was|is being|am|are|will be) (?:\w+ ){0,3}(?:transferr(?:ed|ing)|redirect(?:ed|ing))(?: \w+){0,6} to (?!(?:the |our |a |your )?(?:\w+ ){0,2}(?:department|service|team|officer|section|colleague|portfolio|directorate))",
        r"(?:your|this|the) request (?:\w+ ){0,3}(?:forwarded|passed|referred|sent) (?:\w+ ){0,3}to (?:\w+ ){0,5}(?:council|trust|police|authority|nhs|constabulary|board|ccg|commission|agency|hospital|university|ministry|government)\b|transferring your request",
        r"(?:have|has) (?:forwarded|passed|referred|redirected|sent) (?:your|this|the) (?:request|enquiry|e-?mail|correspondence) (?:\w+ ){0,3}to (?:\w+ ){0,5}(?:council|trust|police|authority|nhs|constabulary|board|ccg|commission|agency|hospital|university|ministry|government)\b",
        r"\brequests?\b[^.]{0,60}\bshould (?:instead )?be (?:re-?)?(?:directed|addressed|sent|made|submitted) to (?:the )?(?!(?:foi|freedom|information|council|trust|our|us|this|below|above|following)\b)\w+",
        r"\bit is (?:a matter )?for (?:the )?(?!(?:us|we|you|me|council|trust)\b)(?:\w+ ){1,6}to (?:answer|respond|reply|deal with)\b|\b(?:not|outside|outwith) (?:within |in )?(?:our|the council's|the trust's) remit\b|\bwhose remit (?:this|it) is\b",
        r"\b(?:e-?mail|request|letter|enquiry|message) (?:has gone|went|goes|was sent|has been sent|is being sent) (?:over |on |across |straight )?to (?:the|their|our colleagues at|\w+ (?:council|trust|police))\b(?! (?:relevant|appropriate|service|department|team|officer))[^.]{0,80}\b(?:who|which|so|unit|council|trust|police|office|department|board|authority)\b",
        r"\b(?:have|has|'ve|been|was|is being|will be) (?:\w+ ){0,3}(?:forwarded|passed|referred|re-?directed|sent|transferred)(?: on| over| across)? (?:(?:your|this|the) (?:\w+ ){0,2}(?:request|enquiry|e-?mail|correspondence|letter|message)|it|this) (?:\w+ ){0,3}to (?:\S+@\S+|(?:our colleagues at |the )?[^.,;@]{0,50}\b(?:council|trust|police|authority|nhs|constabulary|board|ccg|icb|commission|agency|hospitals?|university|ministry|government|college|department for|office for|home office|homes|housing association|partnership|company|ltd|limited|federation|academy|ombudsman|regulator|executive)\b(?!'s| (?:team|officer|service|department)))",
        r"\b(?:e-?mail|request|letter|enquiry|message) (?:has (?:now )?gone|went|goes) (?:over |on |across |straight )?to the (?:\w+ ){0,3}(?:council|trust|police|authority|constabulary|board|agency|university)\b",
    ), phrases("", r"\bif\b|\bmay\b|relevant (?:department|service|team|officer)|data transfer|\b(?:went|gone|sent) to (?:the |our |all )?(?:\w+ )?(?:service|team|department|officer|manager)")),
    Cue("transferred", 0.85, phrases(
        "passed forwarded sent_your sent_this sent_it", r"\b(?:passed|forwarded|sent) (?:your|this|the) (?:request|e-?mail|enquiry|letter) (?:on |over |across )?to (?:the )?(?:county|district|borough|city|town|parish|other)(?: council)?'s\b|\b(?:have|has|'ve) (?:today |this morning |already |now |therefore |also )?(?:passed|forwarded|sent) (?:your|this|the) (?:request|e-?mail|enquiry|letter|message) (?:on )?to (?:their|the (?:county|district|borough|city|town|relevant authority)\b[^.]{0,12}\b|that (?:authority|council|body))[^.]{0,40}\b(?:foi|freedom|information|team|people|officer|council|authority|body)\b",
        r"\b(?:have|has|'ve) (?:today |this morning |already |now |therefore |also )?(?:passed|forwarded|sent) (?:your|this|the) (?:request|e-?mail|enquiry|letter|message)(?: and (?:\w+ ){1,3})? (?:on |straight |over |across )?to them\b",
        r"\b(?:have|has|'ve) (?:today |this morning |already |now |therefore |also )?(?:passed|forwarded|sent) (?:your|this|the) (?:request|e-?mail|enquiry|letter|message) (?:on )?(?:today |this morning )?to the (?:\w+ ){0,3}(?:teams?|offices?|officers?) (?:of|at|in) (?!(?:the )?(?:council|trust|force|us|our)\b)",
    ), phrases("", r"\bif\b|\bmay\b")),
    Cue("transferred", 0.7, phrases(
        "please_", r"^please (?:re-?)?(?:send|direct|address|submit|make) (?:your|this|the) (?:\w+ )?(?:request|enquiry|e-?mail|letter) (?:instead |directly )?to (?!(?:us|me|the (?:council|trust|above|address)|this)\b)",
    ), phrases("", r"\bif\b|\bmay\b|review|complain|appeal|dissatisf")),
    Cue("acknowledged", 0.7, phrases(
        "yet_to finished not_ready patience grant_us will_provide will_send replying aiming hoping delayed_our expecting will_now_be will_be_ shall_be bear_with next_week working_on acknowledg logged registered being_dealt being_processed will_respond respond_to_you we_aim will_be_in_touch will_reply working_days will_receive should_receive expect receiving_attention response_by by_return in_due_course as_soon_as looking_into forwarded passed allocated due_by respond_by will_now being_considered will_be_dealt will_contact shall_respond endeavour delay extend time_to_consider processing has_been_received have_received successfully_submitted",
        r"acknowledg(?:e|es|ed|ing|ement)|(?:has|have|was|is|been) (?:now )?(?:been )?(?:logged|registered|allocated|recorded (?:as|under)|assigned)|(?:is|are|being|be) (?:currently |now |actively )?(?:being )?(?:dealt with|processed|looked into|handled|progressed|considered under|given attention|working on|processing)",
        r"(?:we|i|council|trust|team|police|you) (?:will|shall|aim to|must|should|can expect to|hope to|endeavour to|try to|expect to|are required to|have to|are obliged to) (?:\w+ ){0,4}(?:respond|reply|receive|provide (?:you with )?(?:a|our|the) (?:response|reply)|answer|be in touch|send|contact you|write|hear|have a response|expect|issue|continue)",
        r"(?:response|reply|answer|respond|due)[^.]{0,60}(?:within|by|before|no later than|in)[^.]{0,30}(?:working days|\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}|\d{1,2}/\d{1,2}/\d{2,4}|due course)|(?:20|twenty)(?: \(20\))? working days",
        r"(?:will|shall) (?:now )?be (?:\w+ )?(?:considered|dealt with|processed|handled|assigned|allocated|passed)|(?:has|have) (?:now )?(?:been )?(?:received|passed|forwarded|sent)|as soon as (?:possible|we|it|they|practicable)|receiving (?:our )?attention|extend(?:ing|ed)? the (?:deadline|time|20)|bear with us|(?:are|be) (?:replying|aiming|hoping|expecting to)\b|aiming to (?:get|send|reply|respond|provide)|delayed our (?:response|reply)|(?:have|are) yet to|not (?:quite |yet )?(?:finished|complete|ready)|(?:appreciate|for) your patience|grant us|(?:will|shall) (?:provide|send|reply|respond|finish) (?:it |this |that |them )?(?:\w+ )?(?:this|next|by|on) |(?:into|during|by) (?:next|this|the end of) (?:\w+ )?(?:week|month)|working on (?:your|the|this) (?:request|response)|further time|more time|apolog\w+ for (?:the|any|missing) (?:delay|missing|deadline)|not be able to (?:provide a response|respond)",
    ), None),
    Cue("acknowledged", 0.7, phrases(
        "we_are i_am dealing_with processing looking_into working_on received_your got_your have_your opened created noted in_hand deadline target due come_back to_you_again write_again submission keep_this_reference under_consideration get_back have_it_by answer_before answer_by for_this_and allows_us our_answer statutory receipt_of case_officer",
        r"\b(?:been|is|was) (?:now )?(?:opened|created|noted|submitted)\b|\b(?:is|are|now) (?:now )?(?:in hand|under (?:active )?consideration|in progress)\b|\bnoted\b[,.;]|(?:target|due|deadline|response) date\b|\bdeadline (?:is|for|will)|\bdue (?:on |by )?\d",
        r"(?:come|get|be) back to you\b|write (?:to you )?again\b|(?:have|send you|let you have) (?:our|an|the|my) (?:answer|reply|response)|no later than|submission (?:was|has been) successful|keep this (?:reference|number)|(?:act|law|we) (?:allows?|gives?|have) (?:us )?(?:up to )?(?:20|twenty)|asked (?:our|the|my) [^.]{0,60} for (?:this|the information)",
        r"\b(?:we are|i am|we're|i'm|team is|council is) (?:currently |now |still |already )?(?:dealing with|processing|considering|looking into|looking at|working on|handling|reviewing) (?:your|this|the|it)\b(?! (?:public interest|disclosure|use of))|\bwhich (?:we are|i am|is) (?:currently |now )?(?:processing|being processed|dealing with|considering|looking into)\b",
        r"\b(?:confirm|acknowledge) (?:safe )?receipt\b|(?:got|received|have) your (?:e-?mail|request|letter|message|enquiry)\b",
    ), phrases("", r"^(?:if|should)\b|contract|tender|licen[cs]e expires")),
    Cue("acknowledged", 0.8, phrases(
        "reply response answer it_with_you in_a_position", r"\bnot yet (?:in a position|able|ready) to (?:respond|reply|answer|send|let you have|complete)\b|\b(?:anticipate|expect|hope|envisage)\b[^.]{0,30}\b(?:response|reply|answer) will be (?:with you|sent|issued|ready)\b|\b(?:not|n't) be (?:possible|able) to (?:let you have|send(?: you)?|get|finish|complete) (?:\w+ ){0,3}(?:reply|response|answer|it|this)\b[^.]{0,40}\b(?:by|in time|within|before|until|today|this week)\b|\b(?:hoped|hope|expect|aim|trust) to (?:have|get|let you have) (?:it|this|that|the (?:reply|answer|response)) (?:with|to) you\b|\b(?:hoped|hope|expect|aim) to let you have (?:it|this|our|the|a)\b",
    ), phrases("", r"^if\b")),
    Cue("acknowledged", 0.8, phrases(
        "this_is_to confirm_that_we confirm_that_i reference your_request let_you_know",
        r"^(?:this is|just|i am writing|we are writing|i write|a note) to (?:let you know|confirm|say|tell you) that (?:we|i|your|the \w+)\b[^.]{0,40}\b(?:received|receipt|reached us|arrived|logged|have your (?:foi|request))\b|\b(?:has been|was|is) given (?:the|our|a) (?:\w+ )?(?:reference|number)\b|\byour (?:\w+ ){0,4}(?:request|e-?mail|enquiry) (?:has |have )?(?:reached us|arrived)\b",
    ), phrases("", r"^if\b|\b(?:and|which) (?:has|have) (?:now )?(?:been )?(?:considered|completed|responded|replied|answered)\b")),
    Cue("extension", 0.9, phrases(
        "able_to_let_you able_to_send hoping_to_have hope_to_have not_been_able n't_been_able changed_to moved_to revised_to put_back extend extension not_yet_reached further_time more_time additional_time additional_20 additional_twenty section_10(3)",
        r"\b(?:now )?(?:expect|hope) to be able to (?:let you have|send(?: you)?|provide|give you) (?:an?|our|the|my) (?:full |complete |final )?(?:response|reply|answer)\b",
        r"\b(?:hoping|hope|expect) to have (?:everything|it|this|that|all of (?:it|this)|the (?:rest|remainder|reply|response|answer)) (?:with|to|for|ready) |\b(?:not|n't) been able to (?:complete|finish) (?:it|this|that|(?:our|the|my) (?:reply|response|answer|search\w*))(?: yet| in time| by)?\b",
        r"\b(?:due|due date|deadline|date)\b[^.]{0,60}\b(?:has been|is|was) (?:now )?(?:changed|moved|revised|put back|extended) to\b",
        r"extend(?:ing|ed)? (?:the |our |this )?(?:\w+ ){0,3}(?:deadline|time|20|period|date)|(?:not yet (?:reached|made|completed)|yet to reach)[^.]{0,40}(?:decision|consideration|test|balance)|"
        r"\b(?:require|need|requires|needs) an extension\b|(?:need|require|requires|take|needs) (?:\w+ ){0,2}(?:further|more|additional|extra|longer) (?:\w+ )?time|extension of (?:the )?time|additional (?:20|twenty|time)|section 10\(3\)",
    ), phrases("", r"^(?:if|please note)\b|\bif (?:we|you|the|there|this|it)\b|\bmay\b|code of practice does allow|\b(?:contract|licen[cs]e|lease|agreement|tenancy|scheme|pilot|trial)\b[^.]{0,30}\bextend")),
    Cue("extension", 0.9, phrases(
        "section_10(3) s.10(3) s10(3) s._10(3) further_20 further_twenty regulation_7(1) period_from_20", r"\b(?:regulation|reg\.?) ?7\(1\)[^.]{0,60}\bextend the period\b|\btaking (?:up to )?a further (?:20|twenty) working days\b|\b(?:section|s\.?) ?10\(3\) (?:of (?:the|that) act )?(?:lets|allows|permits|gives|entitles) us\b",
    ), phrases("", r"^if\b")),
    Cue("automatic", 0.9, phrases(
        "automat inbox mailbox out_of annual_leave do_not_reply auto-",
        r"automat(?:ed|ic) (?:message|response|reply|e-?mail|acknowledg\w+)|(?:mailbox|inbox) (?:is|will|has)|out of (?:the )?office|on annual leave|do not reply|auto-?(?:reply|response)",
    ), None),
    Cue("portal", 0.8, phrases("log portal download_your sign_in", r"(?:log|sign) ?(?:in|on)\b|(?:via|through|on|to|using) (?:our|the|your) (?:\w+ ){0,3}portal|download your (?:response|reply)"), None),
    Cue("survey", 0.9, phrases("survey questionnaire rate_ how_did", r"\b(?:our|satisfaction|customer|feedback|short|brief|online|complete (?:this|the|our|a)|this) (?:[\w-]+ ){0,2}(?:survey|questionnaire)\b|rate (?:our|the|your)|how did we do"), None),
    Cue("withdrawn", 0.85, phrases(
        "withdrawn withdrawing withdrew lapsed not_heard withdraw closed_your close_your request_closed lapsed closing been_closed was_closed is_closed will_close",
        r"(?:you have|you've|your request (?:has been|is|was|to be)|(?:treat(?:ed|ing)?|consider(?:ed|ing)?)[^.]{0,30}(?:as|to be|been)) (?:\w+ )?withdrawn|withdrawal of your request|(?:closed|closing|close)[^.]{0,20}(?:your |the |this )?(?:request|case)[^.]{0,80}(?:not received|no (?:response|reply|clarification)|lapsed|as you|withdr)|(?:not (?:received|heard)|no (?:response|reply))[^.]{0,80}clos(?:ed|ing)",
        r"\brequest (?:was|has been|is) (?:now )?closed (?:as|because|due|since|following)\b|(?:request|case|it) (?:has|is)(?: now)?(?: been)? lapsed|(?:have|am) (?:now )?(?:withdrawn|withdrawing) your request|(?:no longer (?:need|require|wish)|withdrew|withdraw) [^.]{0,40}(?:request|this|information)[^.]{0,20}(?:withdrawn|closed)",
    ), phrases("", r"\bif\b|\bwill be (?:closed|treated|considered)|may be")),
    Cue("fee", 0.8, phrases(
        "fee charge payment",
        r"\bfees? notice|(?:a|the) (?:fee|charge) of £|\b(?:upon|on) (?:receipt of )?(?:the |your )?payment|charges for this information|please (?:make|send) (?:a )?(?:payment|cheque)|fee (?:is|will be) (?:payable|required)",
    ), HYPOTHETICAL),
    # -- in Welsh (Welsh Language (Wales) Measure 2011): many bodies answer in both tongues, some in Welsh alone -------
    Cue("not_held", 0.85, phrases(
        "wybodaeth gwybodaeth",
        r"\b(?:nid|nad) (?:yw|ydym|ydyn|oes|oedd)\b[^.]{0,70}(?:\b(?:yn|ei|eu) (?:dal|chadw|gadw|cadw)\b|wybodaeth (?:hon |honno )?gan (?:y|yr|ein)\b|gan (?:y|yr) (?:cyngor|bwrdd|heddlu|ymddiriedolaeth)\b)|ddim yn (?:dal|cadw)\b[^.]{0,30}wybodaeth",
    ), None),
    Cue("withheld", 0.85, phrases(
        "eithri esempt gwrthod datgelu",
        r"wedi(?:'i| ei| eu)? (?:h)?eithrio|\bwedi'i heithrio|\besempt|\beithriedig|gwrthod (?:eich|y|yr) cais|ni (?:allwn|fyddwn yn) (?:ei |eu )?(?:ddatgelu|rhyddhau)",
    ), phrases("", r"^(?:os|pe)\b")),
    Cue("acknowledged", 0.7, phrases(
        "ymateb derbyn cydnabod",
        r"byddwn yn (?:ymateb|ateb|cysylltu)|(?:rydym|yr ydym) wedi derbyn eich cais|derbyniwyd eich cais|cydnabod (?:derbyn|eich)|byddwch yn derbyn ymateb",
    ), phrases("", r"^(?:os|pe)\b")),
    *REVIEW_CUES,
)  # fmt: skip


_TRIGGERS = Triggers([cue.phrases for cue in CUES])


@lru_cache(maxsize=2_048)  # each question asks about the same sentences, and letters share their boilerplate
def cues_in(plain: str, law: str) -> tuple[Cue, ...]:
    """The cues of one folded sentence that no guard turns off."""
    plain = plain.replace('"', "")  # these are "not held"
    lead = _REASON.split(plain, maxsplit=1)[0]
    # "Please see the attached list, as we do not record …": what is given stands before the reason.
    likely = (CUES[at] for at in sorted(_TRIGGERS.among(plain)))
    return tuple(
        cue
        for cue in likely
        if (not cue.laws or law in cue.laws) and _says(cue, lead if cue.meaning == "disclosed" else plain)
    )


def _says(cue: Cue, said: str) -> bool:
    return bool(cue.phrases.search(said)) and not (cue.guard and cue.guard.search(said))
