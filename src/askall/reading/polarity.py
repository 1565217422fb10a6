"""Polarity: whether a clause says yes, no, or formerly about what was asked, or hedges."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator

from askall.reading.patterns import phrases

# "yes", "no", "formerly", "hedged" or "" (says nothing either way)
_YES = re.compile(
    r"^(?:q?\d{0,2}[.):]? ?)?(?:yes|yep|(?:that is |this is |that's )?correct|(?:we|they|it|the (?:council|trust|force|board|university|authority|service)) (?:do|does|has|have|is|are)(?=\W*$|,)|we do\b(?! not)|it does\b(?! not)|affirmative|true|confirmed|ydy\w?|ydyn|ydynt|oes|ie|do(?=[,.]|$)|part(?:ly|ially)(?=\W))\b(?! or\b)|^y(?=\W*$| ?[(,.;:]| -)"
)
_NO = re.compile(
    r"^n(?=\W*$| ?[(,.;:]| -)|^(?:nac (?:ydy\w{0,3}|oes)|naddo|nage)\b|^not (?:currently|at present|presently|at this time|at the moment|yet)\W*$|^(?:no|none|nil|zero(?!-)|0(?![.,]\d)|never|negative|(?:we|it|they|i|this|the (?:council|trust|force|board|university|authority|service)) (?:do|does|has|have|is|are|did)(?: not|n't)(?=\W*$|[,;])|this is not the case|not used|not in use|not currently|not at present|not presently|(?:(?:i'm|we're|i am|we are) )?afraid not|not (?:that|as far as|so far as) (?:we|i|the \w+) (?:know|knows|are|is|am)|not as (?:yet|such))\b(?! longer| (?:final |formal |firm )?decisions?\b| \w+ (?:is|was|are) held| (?:recorded )?information| (?:data|records?) (?:is|are)? ?held| doubt|t? ?held)"
)
_WELSH = re.compile(r"^(?:[\w'-]+[.,]? ){1,4}/ (?=(?:yes|no|none)\b)")  # "Do / Yes."
_TITLE = re.compile(r"^\"(?!(?:yes|no)\b[.,])[^\"]{8,80}\" ?(?=\w)")  # "“No Mow” areas"
_WHO = re.compile(r"^\[[a-z ]{2,24}\] ?")  # "[Council] No": who answers
_LEAD = re.compile(
    r"^(?:(?:i|we|the (?:council|trust|force|board|university|authority|service)) (?:can|would like to|(?:am|are|is) able to) (?:therefore |also )?(?:confirm|advise|state)(?: that)?[:,]? )"
)
# "Yes/No", "(Y/N)", "please answer yes or no": what may be answered, printed behind a question, and not the answer.
_OPTIONS = re.compile(
    r"^\W*(?:please (?:answer|state|indicate|select|tick|say) )?(?:yes ?(?:/|\|| or ) ?no\b|no ?/ ?yes\b|y ?/ ?n\b)(?! longer)(?: ?/ ?(?:n/a|not applicable|unknown|don't know|not known|partly|other)\b)?\W*"
)
_PART = re.compile(
    r"^(?:\(?[a-h]\)[.:]? +|[a-h][.:] +(?=(?:yes|no|not|none|nil|n/a)\b)|\d{1,2}[a-h]?[.:)]? +(?=(?:yes|no)\b))"
)  # "(a) Yes", "4a Yes"
_AT_PRESENT = re.compile(
    r"^\W*(?:sadly|unfortunately|regrettably|sorry|i'm afraid|i am afraid|currently|presently|at present|at the moment|at this time),? (?=no\b|not\b|yes\b)"
)
_OUTRIGHT = re.compile(r"^(?:so |thus |therefore |in short,? )?the answer (?:to [^.]{0,60}?)?is[:,]? (?=yes\b|no\b)")
# "No.", "Yes - two", and not "No claim was made" or "no-one".
ALONE = re.compile(r"^\W*(?:yes|no)(?=\W*$|[.,;:]| ?-(?!\w))")
_NA = re.compile(r"^(?:n/?\.?a\.?|not applicable)(?![\w/])")
_FORMER = phrases(
    "ended came_to_an gave_ did_have did_use did_own did_operate switched_off withdrawn stopped abolished scrapped axed wound_up not_any until_ before_ up_to taken_down taken_out scrapped disposed no_longer previously formerly used_to in_the_past historically removed replaced decommissioned ceased phased until discontinued was_used were_used old_",
    r"\b(?:until|up to) (?:\w+ )?(?:19|20)\d\d\b[^.]{0,60}\b(?:instead|since when|since then)\b|^not any ?more\b|^(?:until|up to|before) (?:\w+ )?(?:19|20)\d\d\b[^.]{0,12}\byes\b|\bended (?:its|the|our|their|all) (?:\w+ )?(?:use|practice|scheme)\b|\bcame to an end\b|\bgave (?:it|them) up\b|\b(?:we|it|they|council|trust|force|board|service|university|authority) did (?:once )?have\b|\b(?:was|were) (?:withdrawn|switched off|taken out of) (?:\w+ )*?(?:in|at the end of|on|from) (?:\w+ ){0,3}(?:19|20)\d\d|\bno longer (?:\w+ ){0,2}(?:us\w+|operat\w+|own\w*|have|has|hold|deploy\w*|in (?:use|operation)|employ\w*|install\w*)|\b(?:previously|formerly|historically|in the past)\b[^.]{0,60}(?:us\w+|had|own\w+|operat\w+|deploy\w+|install\w+)|"
    r"\bin the past (?:\w+ )?\w+ed\b|\b(?:did|used to) (?:use|have|own|operate)|(?:has|have|had|were|was|all) (?:\w+ ){0,2}(?:been )?(?:\w+ )?(?:removed|replaced|decommissioned|phased out|taken (?:out|down)|disposed of)\b|(?:ceased|stopped) (?:to use|using|buying|providing|offering|operating|issuing|charging)|\b(?:was|were|has been|have been) (?:\w+ )?(?:abolished|scrapped|axed|wound up)\b|(?:was|were) (?:\w+ )?(?:used|in use) (?:until|but|previously)|discontinued",
)  # fmt: skip
_STILL = phrases(
    "being_ process will_be remain still continue as_and_when current_ones existing plan replaced_as supplier",
    r"(?:is|are) (?:currently |now )?(?:being|in the process of being) (?:replaced|removed|phased|upgraded)|in the process of (?:replac|remov|phas|upgrad)\w+|(?:will|to|due to|planned to) be (?:replaced|removed|phased)|"
    r"(?:still|remain|continue)\w* (?:in use|to be used|operational|to use)|still (?:use|have|in use)|as and when|current ones|existing (?:cameras|units|equipment)|plan(?:s|ning)? to (?:replace|remove|phase)|"
    r"(?:as (?:a|our) supplier)",
)  # fmt: skip
_NONE_LEFT = re.compile(r"\b(?:none|no|not|nothing)\b[^.]{0,40}\b(?:remain\w*|still|left|continue\w*)\b")
_HEDGE = phrases(
    "may might possibly could_not unknown unsure not_sure not_known cannot_say not_aware unable_to_confirm potentially could_be not_certain not_clear unclear would_need_to unable able_to don't_know do_not_know likely silent_ not_recorded not_specif",
    r"\b(?:may|might|could) (?:\w+ )?(?:be|have|use|include|contain)|possibly|potentially|\bunknown\b|not (?:sure|known|certain|clear|recorded|aware)|unsure|(?:do not|don't|cannot|unable to) (?:know|say|confirm|determine|establish|identify)|would need to (?:check|inspect)|\bcould not (?:\w+ )?(?:establish|determine|confirm|tell|say|verify|find out)\b|\blikely\b|\bsilent (?:as to|on|about)\b|\b(?:we|i|officers?|staff|it|council|trust|service|board|team) (?:have|has|had|are|is|am|was|were)(?:n't)? (?:\w+ ){0,2}(?:unable|not able|able) to (?:establish|find|locate|trace|say|tell)\b(?<!has been able to find)",
)  # fmt: skip
_NEGATION = phrases(
    "decided opted rejected not n't cant dont doesnt didnt isnt arent wasnt werent hasnt havent wont no_ none nobody no-one nothing never nil without neither nor_ zero nothing 0_ yet_to",
    r"\b(?:do|does|did|has|have|is|are|was|were|can|will|would)(?: (?:therefore|currently|also|now|yet|still|generally|routinely|normally|presently|itself|thus))?(?: not|n't)\b|\bcannot\b|\b(?:ca|do|does|did|is|are|was|were|has|have|wo)nt\b|\b(?:can|won|shan)'t\b|'(?:re|ve|m|ll|d) not\b|\b(?:it|he|she|that|there|who|what)'s not\b|(?<!\bat )\bno (?!later|less|more (?:than|about|of|on|to)\b|doubt|longer|exempt)\w+|\bat no (?!(?:extra |additional |further )?(?:charge|cost|expense)\b)\w+|\bnone\b|\bnothing\b(?! else)|\bnobody\b|\bno[ -]one\b|\bnever\b|\bnil\b|(?<!\bthe )(?<!\bthose )(?<!\bthree )(?<!\btwo )(?<!\bone )\bwithout\b(?! (?:any )?(?:charge|cost|delay|exception|prejudice|limit|fail|notice))|\b(?:has|have|had) yet to (?!be (?:decided|agreed|confirmed))|\bneither\b|\bnor (?:do|does|did|is|are|was|were|has|have|had|can|will|would)\b|\bzero\b(?!-)|\b(?:decided|opted) against\b|\b(?:decided|chose|chosen|agreed|resolved|elected|opted) not to\b|\brejected (?:it|this|that|the (?:idea|proposal|suggestion|scheme)|on)\b|(?<![\d.,£])\b0 (?:\w+ ){0,2}(?:cameras?|recorders?|units?|devices?)\b|\bnot (?:currently |presently )?(?:us\w+|in use|operat\w+|own\w*|deploy\w*|purchas\w+|install\w*|any|applicable|made|manufactur\w+|supplied|a user)",
)  # fmt: skip
NOT_BARRED = re.compile(
    r"\b(?:not|n't|never) (?:currently |specifically )?(?:exclude|rule out|prevent|prohibit|forbid|ban|restrict|preclude|object)\b|\bno (?:\w+ )?rules? against (?:it|this|them|these|that)\b|\b(?:none|not|no)\b[^.]{0,30}\b(?:wholly|solely|entirely|exclusively)\b"
)
_AFFIRM = phrases(
    "use using utilis have has_ own operat install deploy manufactur made supplied supplier purchas are is_ brand make_ model mixture include consist majority all_ some_ been_fitted contain currently bought procured employ maintain cameras camera was_ were_ has_been have_been",
    r"\b(?:uses?|used|using|utilis\w+|have|has|owns?|operates?|operated|installed|deploy\w*|employs?|manufactured|made|supplied|supplier|purchased|bought|procured|brands?|makes?|models?|mixture|includ\w+|consists?|majority|contain\w*|fitted|maintain\w*|are|is)\b|\b(?:was|were|has been|have been) (?:\w+ )?(?:received|made|reported|recorded|upheld|lodged|submitted|carried out|held|issued|identified|run|trialled|introduced|adopted|agreed|signed|given|done|undertaken|completed|launched|provided|commissioned|appointed|awarded|served|paid)\b|\b\d+ (?:\w+ ){0,3}(?:cameras?|recorders?|nvrs?|dvrs?|units?|devices?)\b",
)  # fmt: skip
_HAVING = re.compile(
    r"\b(?:uses?|used|using|utilis\w+|ha(?:s|ve)(?! (?:\w+ )?(?:heard|seen|noted|read|received|considered|discussed|asked|been (?:asked|told|made))\b)|owns?|owned|operat\w+|install\w*|deploy\w*|employs?"
    r"|purchas\w+|bought|procured|fitted|supplied|manufactured by|made by|maintain\w*|includ\w+|consists?|contain\w*|in use|mixture|majority|(?:is|are) (?:all |mostly |mainly |of )?(?:the )?[a-z]+(?: (?:brand|make|cameras?|branded))?\W*$)\b|\b\d+ (?:\w+ ){0,3}(?:cameras?|recorders?|units?|devices?)\b"
)
_CLAUSES = re.compile(r"(?:,|;|\()? ?\b(?:but|however|although|though|whereas|except|apart from)\b,? ?|; ")


_FINER = re.compile(
    r"(?:,? and|, so|, as|, since|, because) (?=(?:the|we|it|they|there|this|that|these|those|no|none|an?|its|our|he|she|any|some|most|all) (?:[^\s,;]+ ){0,5}?(?:is|are|was|were|has|have|had|do|does|did|can|cannot|will|would|may|must|should|\w+n't)\b)|,? so that |, (?:which|who|whom) "
)
# A clause in which nothing but this is told of the thing.
_PLANNED = re.compile(
    r"\b(?:will|shall|due to|plan(?:s|ned|ning)? to|intend(?:s|ed|ing)? to|hop(?:e|es|ed|ing) to|aim(?:s|ed|ing)? to) (?:\w+ ){0,2}(?:be (?!replaced|removed)\w+|have|publish|introduce|implement|develop|create|launch|adopt|available)\b"
    r"|\b(?:is|are) (?:currently |now |presently |still )?(?:being (?:drafted|developed|prepared|written|created|introduced|implemented|procured|drawn up|considered)|(?:in|under) (?:development|preparation|draft|construction|consideration))\b"
    r"|\bin the process of (?:be(?:ing|coming) )?(?:draft|develop|prepar|writ|creat|introduc|implement|procur|development|drawing)\w*|\bworking (?:on|towards) (?:one|it|this|an?)\b|\b(?:looking|hoping|planning|intending|aiming|going) (?:at|to|into|towards) (?:\w+ ){0,2}(?:publish|introduc|implement|develop|creat|launch|adopt|produc|procur|draft|set)\w*|\bwork in progress\b|\bawaiting (?:\w+ )?(?:approval|sign-?off|ratification|adoption)\b|\b(?:is|are) (?:currently |now )?being finalised\b|\byet to be (?:approved|adopted|agreed|published|introduced|finalised|ratified)\b"
)
_ASIDE = re.compile(r"\"[^\"]{3,120}\"|\([^()]{3,120}\)|(?<!\w)'(?:[^']|(?<=\w)'(?=\w)){3,80}'(?!\w)")
# "Where no bus can be found, a taxi is paid": what is so only then says nothing of what is done.
_WHERE = re.compile(r"^(?:\(?\w\)\.? )?(?:where|when|whenever|unless|once) [^,;.]{3,100}, (?=\w+ \w+)")
FEWEST_OUTSIDE = 3  # words outside quotes or brackets, for those inside to be a title or an aside


def clauses(plain: str) -> list[str]:
    """The sentence parted at "but", "however" and their like."""
    return [one for one in _CLAUSES.split(plain) if one.strip()]


def main_clauses(plain: str) -> list[str]:
    """The sentence parted more finely: also where "and" or "so that" begins a clause with a verb of its own."""
    return [part for one in clauses(plain) for part in _FINER.split(one) if part.strip()]


def without_options(plain: str) -> str:
    """The text without the "Yes/No" that it opens with; "" where it is nothing else, or goes on "if yes, please …"."""
    found = _OPTIONS.match(plain)
    rest = plain[found.end() :] if found else plain
    return "" if found and rest.startswith(("if ", "please ")) else rest


# "We will look at those, yes, though …", "On monitoring, yes, we do".
_TAGGED = re.compile(r"(?!if\b|where\b|when\b|dear\b)(?:[\w'/-]+ ){1,10}[\w'/-]+, (?P<said>yes|no)(?=[,.;:]|\W*$)")


def opening(plain: str) -> str:
    """ "yes" or "no" where the text opens with such a word, "n/a" for not applicable, else ""."""
    plain = _WHO.sub("", without_options(plain))
    plain = _TITLE.sub("", _WELSH.sub("", plain))
    plain = _AT_PRESENT.sub("", _PART.sub("", plain))
    plain = _OUTRIGHT.sub("", _LEAD.sub("", plain.lstrip("*_ '\"-:=>/"), count=1), count=1)
    if _NA.match(plain):
        return "n/a"
    if _YES.match(plain):
        return "yes"
    if _NO.match(plain):
        return "no"
    tagged = _TAGGED.match(plain)
    return tagged["said"] if tagged else ""


def says_yes(plain: str) -> bool:
    """Whether a sentence is a yes by its first words: "Yes the council does …", "the answer is yes, we do"."""
    return opening(plain) == "yes"


def negates(clause: str) -> bool:
    """Whether a stretch of text says that something is not so. A title in quotes ("No-one leaves to nowhere") and an
    aside in brackets say nothing."""
    return _NEGATION.search(_without_asides(clause)) is not None


def only_planned(clause: str) -> bool:
    """Whether a clause says that a thing is not there yet: "a policy is being drafted", "a log will be published"."""
    return _PLANNED.search(clause) is not None and not _STILL.search(clause)


def _without_asides(clause: str) -> str:
    rest = _ASIDE.sub(" ", clause) if any(sign in clause for sign in "\"'(") else clause
    rest = _WHERE.sub("", rest, count=1)
    return rest if len(rest.split()) >= FEWEST_OUTSIDE else clause


def hedges(clause: str) -> bool:
    """Whether a clause leaves open what is so."""
    return _HEDGE.search(clause) is not None


def stance(clause: str) -> str:
    """What one clause about the subject says. "We do not exclude them" says neither."""
    if NOT_BARRED.search(clause):
        return ""
    if _FORMER.search(clause):
        return "yes" if still(clause) else "formerly"
    if _HEDGE.search(clause):
        return "hedged"
    if negates(clause):
        return "no"
    if _STILL.search(clause) or _AFFIRM.search(clause):
        return "yes"
    return ""


def stances(plain: str) -> Iterator[str]:
    """What each clause of a sentence says, those that say nothing left out."""
    for clause in clauses(plain):
        found = opening(clause)
        found = found if found in ("yes", "no") and not _FORMER.search(clause) else stance(clause)
        if found:
            yield found


def affirmed(plain: str) -> bool:
    """Whether a sentence in running text says that something is had or used, and does more than mention it."""
    return bool(_HAVING.search(plain) or _STILL.search(plain))


def still(plain: str) -> bool:
    """Whether what was used is still there, though being replaced or bought no longer."""
    return _STILL.search(plain) is not None and not _NONE_LEFT.search(plain)
