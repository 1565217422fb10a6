"""Labels: which units are the body's own words, which are the echoed request, and which stand in every letter.

Everything here looks at one unit at a time; what depends on the order of units is in passages.py.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re

from askall.reading.patterns import phrases

BOILERPLATE = phrases(
    "subsection this_regulation does_not_oblige public_authority review complain dissatisfied unhappy commissioner ombudsman ico. copyright re-use reuse open_government licence "
    "licensed intended_recipient virus disclaimer confidential_and survey feedback privacy whatdotheyknow wycliffe "
    "wilmslow appeal published_on_the disclosure_log internet duty_under section_16 this_e-mail this_email "
    "for_further for_more neges e-bost adolygiad comisiynydd anfodlon gymraeg welsh any_queries any_questions further_information hesitate quote_the quote_your rights "
    "opinion publication_scheme right_of general_right entitles purpose_of right_to places_two general_duty two_duties "
    "two_duties certain_limitations unless_exemptions section_17 subject_to_certain act_2000_gives print "
    "did_you_know media_ press_ attributed_to online_form bookmark streamline the_subject further_assistance queries social_media follow_us data_protection_notice terms_and_conditions scan monitored "
    "monitoring mailto: visible_links cost_of_compliance further_requests original_work public_domain_work free_to_ for_anything progress_of status_of indication inference inferred unauthoris unauthoriz privilege reserves_the_right footnote screened received_in_error received_it_in_error delete_the delete_this delete_any secure_means keep_and_use visit_ unlawful visible references",
    r"\b(?:should|must|can) not (?:necessarily )?be (?:taken|read|viewed|seen|regarded|treated|construed) as (?:an? |any )?(?:indication|inference|confirmation|conclusive)\b|\bno inference (?:can|should|may) be (?:drawn|taken|made)\b",
    # rights of review and complaint
    r"^did you know\b|^you are free to (?:use|re-?use|copy)\b|^for anything (?:further|else)\b|\bplease ask us to review (?:our|the|this) decision\b",
    r"\b(?:the|information) commissioner (?:may|might|can|will|would|could)\b",
    r"\b(?:check|track|follow|view) the (?:progress|status) of your (?:\w+ )?(?:request|enquiry|case)\b",
    r"^should you wish to (?:complain|appeal|make a complaint|take this further|challenge)\b",
    r"\bif you (?:feel|think|believe|consider) (?:that )?(?:your|the|this) (?:foi )?(?:request|enquiry)[^.]{0,40} (?:has|have|was|been)(?: not|n't)? (?:been )?(?:\w+ )?(?:dealt with|handled|answered)\b",
    r"(?:if|should|where) you (?:are|remain|feel|were|have been|be|become) ?(?:at all |still |in any way )?"
    r"(?:dissatisfied|unhappy|not (?:satisfied|happy|content)|aggrieved|unsatisfied)",
    r"if you (?:have any|wish to (?:make a )?|would like to (?:make a )?|want to (?:make a )?|disagree|do not agree|are "
    r"not content|consider|believe)[^.]{0,60}(?:complain|review|appeal|feedback|concern|decision)",
    r"(?:right|entitled|ask|request|apply|appl(?:y|ication)) (?:(?:to|for|of) )?(?:\w+ ){0,4}"
    r"(?:internal review|a review|an appeal|complaint(?! (?:files?|records?|letters?|forms?|data|figures|numbers?))|appeal (?:to|against|directly))",
    r"(?:requests? for (?:an )?internal review|internal review requests?|review request|complaint|appeal)s? (?:should|must|"
    r"can|may|will) be",
    r"(?:scottish )?information commissioner(?:'?s office)?(?: \(ico\))?(?: (?:at|can be|is|on|will|cannot|generally|"
    r"would|may|for)\b|[,.:]|$)",
    r"(?:contact|write to|complain to|apply to|appeal to|refer)[^.]{0,40}information commissioner",
    r"\bico\.(?:org|gov)|wycliffe house|wilmslow|cheshire,? sk9|kinburn castle|doubledykes|internal review (?:procedure|"
    r"process|should|by|within|will be)|complaints? (?:procedure|process|officer)|first-tier tribunal|court of session",
    r"(?:generally|normally),? (?:the )?(?:ico|information commissioner|commissioner) (?:cannot|will not)",
    r"^your (?:right|rights)\b|^(?:right|rights) (?:of|to) |^complaints?\b.{0,30}$|^(?:internal )?review(?: procedure)?$|"
    r"^appeals?\b.{0,20}$|your right to (?:complain|request|seek|appeal|ask)",
    r"within (?:40|forty|two months|2 months|six months|6 months)\b[^.]{0,80}(?:date|response|receipt|review|letter)",
    # re-use and copyright
    r"copyright|re-?use (?:of|this|the|any)|(?:for|available for|to) re-?use|open government licen|crown copyright|re-?use "
    r"of public sector|licensed under|private study|non-commercial|attribution statement",
    # disclaimers, automatic tails
    r"intended (?:only|solely|recipient)|not the (?:intended|named)|(?:computer )?virus|misdirected|legally privileged and|"
    r"please (?:consider the environment|do not print|don't print)|think before you print|views expressed|opinions "
    r"expressed|(?:this|the) (?:e-?mail|message|communication)[^.]{0,40}(?:confidential|intended|may contain|is for|"
    r"transmitted|privileged)|(?:e-?mails?|communications|calls)[^.]{0,50}(?:monitored|recorded|scanned)",
    r"\bunauthori[sz]ed (?:use|disclosure|copying|access|review)|\blegal(?: and/or | or | and )?(?:professional )?privilege|\breserves? the right to monitor|received (?:it |this (?:e-?mail|message) )?in error|(?:delete|destroy) (?:the|this|any) (?:e-?mail|message|copies)"
    r"|\b(?:footnote|message|e-?mail)\b[^.]{0,60}(?:screened|swept)|\b(?:a|as) secure means|\bkeep and use information in line with|release this personal information|^visit (?:the |our |us )?(?:\[?\d*\]?(?:www|https?:)|[\w &]{1,60}website)|^(?:visible links|references)\W*$",
    r"e-bost|neges|croeso i chi|gymraeg|welcome correspondence in welsh|correspond(?:ence)? (?:with us )?in welsh",
    r"adolygiad mewnol|comisiynydd gwybodaeth|yn anfodlon|privacy (?:notice|policy|statement)|customer satisfaction|satisfaction survey|(?:short|brief|quick|online) survey|"
    r"(?:your|value|welcome|any|provide|leave|further) feedback|how (?:did we do|we did)|terms and conditions",
    # courtesies
    r"(?:if|should) you (?:have|require|need|wish)[^.]{0,30}(?:any |further )(?:other |further |additional )?(?:queries|"
    r"query|questions?|information|assistance|concerns|clarification)|(?:do not|don't) hesitate|hesitate to contact|please "
    r"(?:always )?(?:quote|remember to quote)|any queries (?:about|regarding|concerning)|please contact (?:me|us) if",
    # what the law says to everyone
    r"(?:purpose|spirit|intention) of the (?:act|freedom)|general right (?:of|to)|(?:act|section 1(?:\(1\))?)[^.]{0,60}"
    r"(?:gives|provides|creates|entitles|grants|places)[^.]{0,60}(?:right|entitle|dut(?:y|ies)|obligation)|places two duties|"
    r"two duties|first duty|second duty|any person (?:who makes|making) a request|right to be (?:told|informed)|subject to "
    r"certain (?:limitations|exemptions|exceptions)|where exemptions are relied|unless exemptions apply",
    r"\bsubsection \(\d\)|\bthis regulation (?:has effect|applies)\b|\bdoes not oblige a public authority\b|\b(?:a|the) public authority may, for the purpose",
    r"section 17(?:\(\d\))?[^.]{0,40}(?:requires|when refusing)|(?:disclosure|publish(?:ed)?)[^.]{0,60}(?:disclosure log|to the "
    r"(?:world|public at large))|(?:our|the) publication scheme (?:is|can)|responses? (?:will|may|are) (?:be )?published on",
    r"general duty (?:to|under)|duty (?:under section 16 )?to (?:provide )?advi[cs]e and assist",
    r"\b(?:requests? via|via|using|through) (?:the|our|an) online form\b|^the online form (?:is|can|will)|please bookmark|\b(?:any )?(?:media|press) (?:quer|enquir)\w+|\bpress office\b|\bshould be attributed to\b|\bdo(?: not|n't) (?:edit|change|alter|amend) the subject\b|to streamline (?:our )?process",
    r"^(?:please see |see )?for (?:further|more) (?:details|information)\W*$",
)  # fmt: skip

INTRO = phrases(
    "you_ your_ the_request the_letter thank_you thanks i_write writing_ i_refer further_to in_response searches completed received with_reference with_regard regarding_your your_request handled",
    r"^(?:many )?thank(?:s| you) (?:again )?for (?:your|the|contacting|taking|submitting|getting in touch|writing|being in touch)\b",
    r"^(?:i|we) (?:write|refer|am writing|are writing)\b[^.]{0,80}(?:request|e-?mail|letter|enquiry|correspondence|application)",
    r"^you (?:have |had |also )?(?:asked|requested|wrote|sought|were seeking|enquired|wanted (?:to know|us|the|a|all)|wished to|were asking|would like(?: to)?)\b|^(?:your|the) (?:request|e-?mail|letter|enquiry) (?:asked|sought|concern|relate|was for|is for|for)\w*",
    r"searches (?:were|have been|was|are) (?:\w+ )?(?:conducted|undertaken|made|carried)|following receipt of your|^your request (?:has been|was|is) (?:\w+ )?(?:considered|handled|dealt|processed)|we have (?:now )?completed (?:our|the) (?:search|enquir)",
    r"^(?:further to|following|in response to|with reference to|with regards? to|in relation to|regarding|re:?) (?:your|the|our)[^.]{0,60}(?:request|e-?mail|"
    r"letter|enquiry|correspondence)\b",
    r"^(?:this|your|the) (?:request|enquiry|e-?mail)[^.]{0,40}(?:was|has been) (?:received|handled|considered|processed|dealt)[^.]{0,100}"
    r"(?:under|in accordance|on|by)",
)  # fmt: skip
# "Further to your request, we do not use …" tells something after all.
_TELLS = re.compile(
    r"\b(?:i|we|it|council|trust|force|police|authority|board|university|information|service)(?: \(\w+\))? (?:can|cannot|do|does|don't|have not|has not|holds?|uses?|operates?|owns?|is not|are not|is unable|are unable|am unable|regret|neither|no longer|only|wish to (?:advise|confirm|inform)|would (?:advise|like to (?:advise|confirm|inform)))\b|please (?:find|see)|below|attached|refus\w+|declin\w+|vexatious|exceed\w*|transferr\w+|\bexempt\b|not held"
)
# A list of what may come of a request: nothing in it was decided.
_PROSPECT = re.compile(
    r"(?:\b(?:we|i|you|reply|response|letter|council|trust) (?:will|may|might|shall|must)\b|one of the following|possible outcomes?|^outcomes?\b)(?!.*\b(?:answer|questions?|find|turn|note)).{0,80}:$|^(?:what (?:will )?happens? next|next steps|what (?:you can|to) expect|possible (?:outcomes?|responses?)(?: (?:of|to) .{0,30})?)\W*$"
)
_ALTERNATIVES = re.compile(r"\b(?:either|or|unless|whether|cases|circumstances|examples?|sometimes)\b")
_FORESEEN = re.compile(
    r"\b(?:will|may|might|shall|must|can|cases|circumstances|sometimes)\b(?! (?:not|confirm|advise|neither)\b)"
)
_COMING = (
    re.compile(r"\b(?:held|hold)\b"),
    re.compile(r"\b(?:exempt\w*|withh\w+|refus\w+)\b"),
    re.compile(r"\b(?:cost|limit|too long)\b"),
    re.compile(r"\b(?:fees?|charges?)\b"),
    re.compile(r"\b(?:vexatious|transferr?\w*)\b"),
    re.compile(r"\bclarif\w+"),
)
_CITES = re.compile(r"\b(?:section|s|regulation|reg)\.? ?\d")
# How the clock runs is the law in general, not an answer.
_CLOCK = re.compile(
    r"(?:(?:20|twenty|40|forty|\d\d)[ -]working[ -]days?|statutory|time limit|clock|deadline|time period)[^.]{0,80}"
    r"\b(?:re-?)?(?:beg[iua]n|start|resume|stop|pause|run|count)(?:s|ed|ing|ning|ped)?\b"
)
GREETING = re.compile(r"^(?:dear|annwyl|hi|hello|good (?:morning|afternoon|evening)|to whom)\b.{0,60}$")
SIGN_OFF = re.compile(
    r"^(?:yours? (?:sincerely|faithfully|truly|ever|aye)|(?:with )?(?:very |most )?(?:kind(?:est)?|best|warm|many) "
    r"?(?:regards|wishes|thanks(?! for\b| to\b))|all the best|regards|sincerely|faithfully|cofion(?: gorau)?|yn (?:gywir|ddiffuant))\W{0,3}(?:.{0,40})$|^(?:many )?thank(?:s| you)(?: again| very much| in advance)?\W{0,3}$"
)
# "Request:" and what other letters call it. What follows is echoed until an answer begins.
REQUEST_HEADING = re.compile(
    r"^(?:(?:details of |copy of |summary of )?(?:your |the |original |foi |full |information |freedom of information "
    r"|customer )*(?:request|requests|question|questions|enquiry|query)(?: (?:details?|text|summary|description|was|is|"
    r"reads?|for information|received|as follows|made|asked|detail))*|(?:specifically,? )?(?:in (?:your|this) (?:e-?mail|letter|request|"
    r"message),? )?(?:(?:in which |where |specifically |and )*you (?:have )?(?:specifically )?(?:asked|requested|sought|"
    r"wrote|said|made)(?: (?:us|for|the council|the trust|to know|to be provided with|that|about|the following|"
    r"following|information|questions?|a request|under foia?|specifically|if|whether|as follows|to receive))*)|(?:what )?you "
    r"asked(?: for)?|information (?:requested|sought)|requested information|you have asked)\W{0,3}$"
)
REQUEST_LEAD = phrases(
    "contact requesting asking you_seek you_asked you_requested you_have_asked you_have_requested your_request your_questions replicated below requested "
    "your_email asked questions submitting we_are_seeking",
    r"\b(?:we are|i am) (?:specifically |particularly |therefore |now )?(?:requesting|submitting|seeking)\b(?![^.]{0,60}\b(?:clarif|from you|your))[^.]{0,300}(?::$|\b(?:requests?|documents|information)\b)",
    r"(?:you (?:have )?(?:specifically )?(?:asked|requested|sought|wrote|seek)[^.?]{0,80}|(?:your|the|this) (?:original "
    r")?(?:request|questions?|enquiry)[^.?]{0,80}(?:is|was|are|reads?|replicated|repeated|reproduced|set out|shown|follows|stated|"
    r"asked|below|which|that|for|received)[^.?]{0,60}|request(?:ed|ing)?[^.?]{0,40}(?:the )?following[^.?]{0,30}|(?:contact|e-?mail|wr[io]t)\w*[^.?]{0,60}\b(?:requesting|asking|ask|to request)(?: for| us| that)?):$",
    r"(?:your|the) (?:original )?(?:request|questions?)[^.?]{0,30}(?:is|are|has been|have been) (?:replicated|repeated|"
    r"reproduced|copied|set out|quoted|shown|detailed|restated)[^.]{0,60}(?:below|here|italics|bold|ease)",
)  # fmt: skip
RESTATES = re.compile(
    r"^\W*(?:and |finally,? |lastly,? |in addition,? |additionally,? )?you (?:have |had )?(?:also |then |further |finally |lastly )?"
    r"(?:asked|enquired|inquired|wanted to know|wished to know|ask)(?: us)? (?:about|whether|if|how|what|which|who|when|where)\b(?![^.]{0,60}: ?$)(?!.*\b(?:and|but) (?:we|i)\b)"
)
LONG_RESTATED = 300
RESPONSE_LEAD = phrases(
    "response reply answer information",
    r"(?:response|responses|reply|replies|answers?)[^.?]{0,80}(?:below|as follows|follows|attached|enclosed)|(?:below|following|attached|enclosed)[^.?]{0,60}(?:response|reply|answers?)|"
    r"(?:see|find)[^.?]{0,60}(?:response|reply|answers?)|in (?:response|reply|answer) to (?:your|the) (?:request|questions?|enquiry)[^.?]{0,80}:$",
)  # fmt: skip
FURNITURE = re.compile(
    r"^(?:subject|category|title|topic|department|directorate|service area|response date|date|from|to|sent|received|responded|status|reference) ?:(?! ?(?:yes|no|none|n/a)\b).{0,120}$|(?:tel(?:ephone)?|phone|fax|mobile|e-?mail|web(?:site)?|po box|twitter|address|textphone|minicom|switchboard)\b[ .:].{0,100}$|^\+?\(?0[\d ()-]{8,16}\W*$|^(?:[^.]{0,80}[ ,])?[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\W*(?:tel.{0,40})?$"
    r"|^(?:your |our |case |request )?(?:ref(?:erence)?|case|target date|date (?:received|of request|due))(?: (?:number|no))?\W{0,2}(?: [\w/. -]{1,40})?$"
    r"|^(?:re:? |subject:? )?(?:internal review under|freedom of information|foia?|eirs?|environmental information|(?:information )?request for|information request|our ref|your ref|ref(?:erence)?|date|case)\b(?:(?!\b(?:is|are|was|has|have|we|will|under|do|does|not)\b)[^.?]){0,100}$"
    r"|^(?:download|view as html|\d+ attachments?|official(?:[ -]sensitive)?|page \d+(?: of \d+)?|not protectively marked|(?:\[\d+\] ?)?(?:https?://\S+|www\.\S+|mailto:.{0,80})|\W*(?:\[\d+\])?\W*|\[?e-?mail address\]?|<<[^<>]{1,120}>>\W*|(?:question|request|response|answer) \d{1,2}\W*|.{1,120}\.(?:docx?|pdf|xlsx?|pptx?|csv|zip|jpg|png|html?) ?[\d.]*[km]?b?)$"
)
RESPONSE_HEADING = re.compile(
    r"^(?:(?:our|the|full|council|trust|force|foi|official|final|my|formal|authority|university|health board|nhs)"
    r"(?:'s)? )*(?:response|responses|reply|answer|answers|decision|findings|result of searches|disclosure|outcome)"
    r"(?: (?:is|to (?:your |the )?(?:request|questions?|enquiry)|details?|as follows|provided|is as follows|text|is below"
    r"|sent|issued|date|are as follows|below|is set out below|from [\w ]{1,40}|\d{1,2}[-/ ]\d{1,2}[-/ ]\d{2,4}))*\W{0,3}$"
    r"|^(?:in (?:response|reply|answer)(?: to (?:your|the) (?:request|questions?))?|we (?:answered|said|replied|responded)"
    r"|information (?:provided|disclosed|released)|the information(?: requested)?|having completed enquiries.{0,60})\W{0,3}$"
)
ARGUMENT_HEADING = re.compile(
    r"^(?:.{0,30})(?:public interest(?: test)?|prejudice test|harm(?: test)?|evidence of harm|(?:factors?|considerations?|"
    r"arguments?|reasons?)(?: \w+){0,2} (?:favou?ring|in favou?r(?: of)?|against|for|supporting)(?: .{0,60})?|balanc(?:e|ing) test"
    r"|balance of (?:the )?public interest|overall harm(?: for.{0,60})?|harm (?:in|for|of|which) .{0,60})(?: .{0,20})?\W{0,3}$"
)
ARGUMENT = phrases(
    "public_interest favour harm prejudice criminal terroris transparen accountab offender would_be_likely balance",
    r"public interest (?:in|test|lies|favou?rs|is|considerations?|arguments?|factors?)|in the (?:wider |general )?public interest|"
    r"favou?r(?:s|ing|ed)? (?:of )?(?:the )?(?:disclos|non-?disclos|confirm|neither|releas|withhold|maintain|not )|"
    r"(?:criminals?|terrorists?|offenders?|individuals?|those) (?:\w+ ){0,4}(?:could|would|may|might|to (?:use|exploit|target|"
    r"identify|evade))|likely to (?:cause|prejudice|result|lead|harm)|would (?:be likely to )?(?:prejudice|undermine|compromise|"
    r"weaken|impact|enable|allow|reveal|assist)|(?:transparen|accountab)\w+",
)  # fmt: skip

# A review that was held, where other letters only offer one.
_REVIEWED = re.compile(
    r"^(?:following|further to) your (?:recent )?request|\boverturn|\b(?:partially |partly |not )?uph[eo]ld(?:ing)? (?:your|the|our)|\b(?:is|was|been) (?:\w+ )?upheld|(?:i|we|panel) (?:have|has) (?:now )?(?:completed|concluded|conducted|carried out|undertaken|reviewed)|outcome of (?:the|your|our|an|this) (?:internal )?review"
    r"|\b(?:received|acknowledge\w*|logged)\b[^.]{0,30}\byour (?:\w+ )?(?:request|application) for (?:an |a )?(?:internal )?review"
)
_OPENS = (
    r"(?:please|pls|kindly|can|could|would|will|may i|might|i am|i'm|i would|i'd|i wish|i want|i hope|i request|i seek|i should|i hereby|"
    r"i look|i understand|i believe|i realise|under the (?:freedom|foi)|under (?:foi|the foia)|provide|confirm|state|list|give|specify|detail|"
    r"identify|describe|supply|send|break|tell me|let me know|if so|if yes|if no|if not|if you|if the|if any|if this|if it|"
    r"what|when|where|which|who|why|how|whether|do|does|did|is there|are there|has the|have you|have the|has your|is the|are the|is your|are you|were|was|"
    r"my name|we are|a list|a copy|copies of|copy of|details of|the (?:total )?(?:number|amount|cost|name|names|value|date|total|make|"
    r"manufacturer|brand)s?|number of|for each|any (?:documents?|correspondence|contracts?)|in (?:each|which|what|addition)|of (?:these|those|this)|a (?:breakdown|"
    r"full|complete)|all (?:emails|correspondence|documents|information)|data protection impact assessments?|contracts? for|"
    r"also|thanks|thank you in advance|for example|example|e\.g)"
)
_QUESTION = re.compile(r"\?\W{0,3}$")
_ASKS = re.compile(
    r"^(?:and |or |also,? |finally,? |additionally,? |secondly,? |firstly,? )?(?:(?:can|could|would|will) (?:you|i|the|we)\b(?! (?:be|not))|"
    r"please (?:can|could|would|will|may) you|please (?:provide|state|list|supply|send(?! (?:us|your|any|this request)\b)|tell me|let me|give|specify|break|include|advise|"
    r"confirm (?:if|whether|how|what|which|who|when|where|the|that)|detail|outline|indicate|describe|answer|identify|explain|disclose)|"
    r"i (?:am writing(?! to (?:let you|inform|advise|confirm|tell|notify|respond|reply|acknowledge|provide|send|apologi[sz]e|update|say)|(?: \w+){0,2} (?:in (?:response|reply)|further|following|with (?:regard|reference)|regarding|about|concerning) )|would (?:also )?like|wish|want|hereby|request|seek|would be (?:grateful|interested)|am (?:requesting|seeking|interested|making)|"
    r"look forward|should like|'d like)|i'd (?:like|be)|under the (?:freedom|foi)[^,]{0,60}, (?:please|i)|my name is|if (?:so|yes|not|applicable), "
    r"(?:please|how|what|which|when|who|where|why|can|could)|how (?:many|much|often|long)|(?:at|on|in|for|from|by) (?:what|which) |what (?:is|are|was|were|percentage|type|number|make)|which "
    r"(?:\w+ ){1,4}(?:is|are|do|does|has|have)|do(?:es)? (?:you|the|your|any)|has (?:the|your|any)|have (?:you|any)|(?:is|are|did|was|were) any|is there|are there|are you|is the \w+ )"
)
# A question behind a colon: "the information requested: which departments use cameras".
_ASKED_AFTER = re.compile(
    r"\b(?:requested|request|asked|questions?)\W*: ?(?:which|what|how (?:many|much)|when|who|do|does|has|have|is|are) [^:]{10,300}$"
)
_OPENING = re.compile("^" + _OPENS + r"\b")
_BODY_VOICE = re.compile(
    r"^(?:with regards? to|in relation to|in respect of|regarding|in response to|in answer to|as regards|for) (?:your |the )?(?:requests?|questions?|parts?|points?|q) ?\W?\d|^according to\b|^(?:so |thus |therefore )?the answer (?:to [^.]{0,60})?is (?:yes|no)\b|\b(?:i|we) can (?:confirm|advise|inform)\b|^(?:yes|no|none|nil|n/?a|not applicable|zero|unknown|not currently|not at present|partly|y|n)\b(?! (?:of|later|more than))|^(?:it|they|this|that|these|there) (?:has|have|is|are|does|do|was|were|did|can|will)\b(?!.*\?)|^(?:we\b|our\b|this information|this data|the information "
    r"(?:you|requested|is|that)|information (?:is |not )|no information|not held|please (?:see|find|refer|note|be advised)|see (?:the )?"
    r"(?:attached|above|below|answer|response|table)|as (?:above|per|stated|explained|detailed|previously|mentioned)|"
    r"i (?:can|have (?:\w+ )?(?:been|attached|decided|considered|concluded|conducted)|am (?:able|unable|not|pleased|withholding|refusing|advised|informed|satisfied)|"
    r"confirm|regret|must|note|attach|find|consider (?:the|that)|enclose|find)|(?:it|this) (?:is|has been) (?:estimated|confirmed|considered)|unfortunately|"
    r"following (?:receipt|your|searches)|having|exempt|you (?:will|should|can expect)\b|your (?:request|enquiry|case) (?:will|has|is|was)\b|[\w' ]{1,40} (?:council|trust|police|board|constabulary|university|authority|service)"
    r"(?: \(\w+\))? (?:does|do|has|have|is|are|can|holds|uses|currently|will|did|own|owns|operates?|considers?|neither)\b(?!.*\?))|"
    r"\b(?:we|the (?:council|trust|force|authority|board|university|department|constabulary|college|service)) (?:do(?:es)? not|don't|can|cannot|is not|are not|"
    r"has not|have not|currently|only|no longer|hold|holds|use|uses|own|owns|operate|operates|has (?!the\b)|have (?!the\b)|is unable|are unable|will not)(?!.*\?)|"
    r"(?:is|are|being|therefore) exempt|not held|neither confirm|(?:is|are|has been|have been) (?:\w+ ){0,2}(?:withheld|attached|enclosed|redacted|provided (?:in|below|at))"
)  # fmt: skip
_NOMINAL = re.compile(
    r"^(?:the (?:total |current |overall )?(?:number|amount|cost|value|names?|total|date|percentage|locations?)s?(?: and \w+)? of|a (?:full |complete )?(?:list|copy|breakdown)|copies of|(?:full )?details of|copy of|data protection impact assessments? for|contracts? for)\b"
)
# A paragraph that names something and says nothing of it: the request, quoted without any sign of it.
_BARE_REQUEST = re.compile(
    r"^\W*(?:any|all(?! of (?:that|this|it|these|those|them)\b)|copies of|a copy of|details of|information (?:on|about|regarding|relating to|concerning)|minutes of|the (?:total |full |current )?(?:number|cost|names?|amount|model|software|contracts?|list) (?:of|for|by|that|which)) "
    r"(?:\w[\w'/-]*,? ){2,}"
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whom|where|how|what)\b")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|cannot|could|will|would|should|may|must|hold|holds|not|n't|please|we|i|you)\b"
)
_TELLS_SOMETHING = re.compile(
    r"\b(?:attached|enclosed|below|published|exempt\w*|withheld|redacted|held|available)\b|[:?]$"
)
_GOES_ON = re.compile(r"^this (?:will|could|should|may|might|would) (?:also )?(?:include|cover)\b")
_PROMISES = re.compile(
    r"^(?:we|i) (?:aim|will|hope|expect|endeavour|shall|intend)(?: to)? (?:reply|respond|provide (?:you with )?(?:a|our) (?:reply|response))\b[^.]{0,40}\b(?:within|by)\b(?![^,]{0,60}\b(?:review|complaint)\b)"
)
_TOLD = re.compile(
    r"\b(?:is|are|was|were|has|have|attached|below|provided|stands)\b[^?]{0,60}(?:\d|attached|below|published|provided|exempt|held)|[:=-] ?£?\d[\d,.]*\W*$|\bnot\b"
)
_ASKS_BACK = re.compile(
    r"(?:could|can|would) you (?:please )?(?:tell|let) (?:me|us)(?: know)?:$|(?:could|can|would|please|may) (?:you )?(?:please )?(?:can you )?(?:also )?(?:clarify|provide (?:us with )?(?:further |some |more )?clarification|specify|let us know|be more specific|provide your (?:full )?name|confirm your (?:full )?name|confirm (?:what|which) (?:information|period|years?|dates?) you)"
    r"|^(?:are|is|do|would|which|what|by) [^?]{0,80}\b(?:you (?:are |were )?(?:interested|require|requir\w+|mean|refer\w*|want|seek\w*|requesting|looking|after|asking)|it satisfy you|would you like)\b"
    r"|^(?:do|did) you mean\b|(?:could|can|would) you (?:please )?(?:narrow|limit|restrict|reduce)\b|(?:tell|let|advise) (?:us|me) (?:know )?(?:whether|which|what|if) (?:\w+ ){0,6}you\b|\bcheck (?:something|a point|one thing) with you\b|\bwhen you (?:say|ask|refer)\b[^?]{0,80}\b(?:do|did|would) you mean\b|^(?:are you content|would (?:a|an|the) [^?]{0,60}\bbe enough\b)"
)
_REQUESTER = re.compile(
    r"^(?:my name|my questions? (?:is|are)|i am (?:contacting|e-?mailing|asking|sending)|any help (?:you|with)|(?:any|your) help (?:\w+ ){0,4}would be|i am writing(?! to (?:let you|inform|advise|confirm|tell|notify|respond|reply|acknowledge|provide|send|apologi[sz]e|update|say)|(?: \w+){0,2} (?:in (?:response|reply)|further|following|with (?:regard|reference)|regarding|about|concerning) )|i would (?:also )?(?:like|be)|i wish|i'd|i look forward|i am (?:requesting|making|a )|i understand that|i hereby|"
    r"i request|yours (?:faithfully|sincerely)|(?:we|i) (?:are|am) (?:not )?(?:interested in|requesting|seeking|looking for|aware (?:that )?this)|(?:we|i) (?:have |had )?(?:already |also |previously )?(?:submitted|made) (?:a|another) (?:\w+ ){0,3}request|(?:we|i) would (?:like|prefer) to receive|for an overview of|this (?:will|could|should|may|might|would) (?:also )?(?:include|cover)|also, please note|please (?:note (?:that )?we are not requesting|exclude|let (?:us|me) know if any information requires))|\b(?:your (?:council|organisation|authority|trust|force|department|local authority|institution)|do you\b|"
    r"you (?:hold|use|own|have used|currently use))|\bfor me\b|send me|provide me|supply me|tell me"
)


def is_boilerplate(plain: str) -> bool:
    """Whether a unit says what every letter says: rights, copyright, disclaimers, courtesies, the law in general. A
    promise to reply within some time is none, whatever courtesy it ends with."""
    if not BOILERPLATE.search(plain) or _PROMISES.match(plain):
        return False
    return plain.startswith(("if ", "should ")) or not _REVIEWED.search(plain)


def opens_prospect(plain: str) -> bool:
    """Whether a line opens a list of what may come of the request: "in our reply we will:", "What happens next?"."""
    return bool(_PROSPECT.search(plain)) and not _TELLS.search(plain)


def is_prospect(plain: str) -> bool:
    """Whether a sentence names two or more of the things that may be decided, as alternatives, and cites nothing; or
    says only how the clock runs."""
    if _CLOCK.search(plain) and "clarif" not in plain:
        return True
    if not (_ALTERNATIVES.search(plain) and _FORESEEN.search(plain)) or _CITES.search(plain):
        return False
    return sum(1 for one in _COMING if one.search(plain)) > 1


def is_nominal(plain: str) -> bool:
    """Whether a list item names what is asked for without a verb: "the number of cameras in use"."""
    return bool(_NOMINAL.search(plain)) and not _TOLD.search(plain)


def is_bare_request(plain: str) -> bool:
    """Whether a paragraph names what is asked for and tells nothing: "Any contracts connected to the use of lamps."."""
    if _TELLS_SOMETHING.search(plain):
        return False
    verbs, relatives = len(_FINITE.findall(plain)), len(_RELATIVE.findall(plain))  # each verb in a clause of its own
    return bool(_GOES_ON.match(plain) or (_BARE_REQUEST.match(plain) and verbs <= relatives))


def asks_requester(plain: str) -> bool:
    """Whether the body asks the requester something, as in a request for clarification."""
    return bool(_ASKS_BACK.search(plain))


def restates(plain: str) -> bool:
    """Whether a sentence tells a question of ours again: "You also asked whether the park is lit."."""
    return RESTATES.match(plain) is not None and len(plain) < LONG_RESTATED


def is_intro(plain: str) -> bool:
    """Whether a unit only names the request it answers."""
    return INTRO.search(plain) is not None and not _TELLS.search(plain)


def is_question(plain: str) -> bool:
    """Whether a unit asks for something, by its own form."""
    if _QUESTION.search(plain) or (len(plain) < 700 and _ASKS.search(plain)):
        return True
    return bool(_ASKED_AFTER.search(plain))


def opens_like_request(plain: str) -> bool:
    """Whether, inside an echoed request, a unit may be one of its items."""
    return bool(_OPENING.search(plain))


def is_body_voice(plain: str) -> bool:
    """Whether, inside an echoed request, the public body itself is speaking."""
    return bool(_BODY_VOICE.search(plain.lstrip("-:=> "))) and not _QUESTION.search(plain)


def is_requester_voice(plain: str) -> bool:
    """Whether the person who asked is speaking, as in a request pasted whole."""
    return bool(_REQUESTER.search(plain))
