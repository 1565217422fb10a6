"""Cues of internal reviews: that one was held, and whether it changed the first decision."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

from askall.reading.cue import Cue
from askall.reading.patterns import phrases

REVIEW_CUES: tuple[Cue, ...] = (
    Cue("review_overturned", 0.9, phrases(
        "uphold upheld overturn set_aside incorrectly should_have_been incorrect wrong wrongly revis substitut not_maintain in_error",
        r"(?<!not )(?<!n't )(?<!not been )(?<!none )(?<!neither )(?<!never )(?:partially |partly |in part |fully )?(?:uphold(?:ing)?|upheld) (?:\w+ )?(?:part of |aspects of |elements of )?(?:your|the applicant's) (?:\w+ )?(?:complaint|appeal|review|request for (?:an )?(?:internal )?review|challenge|concerns|representations|points?|arguments?)",
        r"(?:your )?(?:complaint|appeal|request for (?:an )?(?:internal )?review|review)[^.]{0,30}(?:is|has been|have been|was|be|therefore|are) (?:therefore )?(?:partially |partly |in part |fully )?upheld",
        r"overturn(?:s|ed|ing)?\b|(?:decision|response|refusal) (?:\w+ ){0,3}set aside|set aside the (?:\w+ )?(?:decision|response|refusal)|(?:original|initial) (?:response|decision)[^.]{0,60}not (?:be )?upheld|(?:decision|response|exemption|section \d+)[^.]{0,40}(?:was|were) (?:\w+ )?(?:incorrect(?:ly)?|wrong(?:ly)?|in error)|should (?:\w+ )?have been (?:\w+ )?(?:disclosed|provided|released)|partial(?:ly)? uph",
    ), phrases("", r"not (?:been )?(?:uph|overturn)|not to uph|uph(?:e|o)ld (?:the )?(?:original|decision|refusal|use|application|response|council)|do not (?:therefore )?uph")),
    Cue("review_upheld", 0.9, phrases(
        "uphold upheld upholds maintain stands satisfied original_decision original_response agree_with correct appropriate confirm_the not_overturn",
        r"uph(?:eld|olds?|olding) (?:\w+ )?(?:the |our |its |this )?(?:\w+ ){0,3}(?:decision|refusal|use|application|response|exemptions?|position|reliance|section|council's|trust's|force's)|(?:decision|response|refusal|position|exemptions?|application of[^.]{0,30})[^.]{0,40}(?:is|was|are|be|has been|have been|should be|therefore) (?:(?!not )\w+ )?(?:upheld|maintained|stands?)|(?:decision|response|refusal) (?:\w+ )?stands",
        r"(?:not|un)(?: been| to| therefore)? ?uph(?:old|eld)(?:ing)? (?:your|the) (?:complaint|appeal)|(?:complaint|appeal|review)[^.]{0,20}(?:is|has|have)(?: been)? (?:\w+ )?not (?:been )?upheld|(?:do|does|did|cannot|can) ?(?:not)? uphold your|not (?:been )?upheld",
        r"(?:satisfied|agree|conclud\w+|find|consider|confirm|opinion|view|believe)[^.]{0,60}(?:original |initial |the |our )(?:\w+ )?(?:decision|response|refusal|exemption|reply|section)[^.]{0,50}(?:correct|appropriate|right|proper|accurate|complete|valid|engaged|applied correctly|was in accordance)|maintain(?:s|ed|ing)? (?:the |our |its )(?:\w+ )?(?:decision|refusal|position|exemption|original)",
    ), phrases("", r"^if\b|\bif you\b|part(?:ial)?ly uph|(?:not|cannot) (?:therefore |now )?uphold (?:the |its |our |this |that )?(?:(?:use|application) of (?:the )?)?(?:exemption|exception|refusal|reliance|section|regulation)")),
    Cue("review_overturned", 0.95, phrases(
        "set_aside in_your_favour complaint appeal no_longer_rel longer_rel hereby_withdrawn is_withdrawn different_decision this_part_of your_complaint",
        r"\b(?:refusal|decision) (?:is|has been) (?:hereby |now |therefore )?withdrawn\b|\b(?:different|new|fresh) decision (?:is )?substituted\b|(?<!not )(?<!n't )\buphold this part of your complaint\b",
        r"set(?:ting)? aside (?:the|our|my|its) (?:\w+ )?(?:earlier|original|initial|previous|first) (?:decision|response|refusal)|(?:find|found|decided) in your favour",
        r"(?<!not )(?<!n't )(?<!none )(?<!neither )(?<!never )(?:uphold(?:ing)?|upheld) (?:your|the) (?:complaint|appeal)|your (?:complaint|appeal) (?:is|has been|was) (?:\w+ )?(?<!not )(?<!n't )upheld|no longer rel(?:y|ies|ying) (?:up)?on (?:the exemption|section|regulation)|\b(?:exemption|exception|section \d+\S*|regulation \d+\S*) is no longer (?:relied (?:up)?on|maintained|claimed)",
    ), phrases("", r"^if\b|not (?:been )?uph|not to uph|commissioner|ombudsman")),
    Cue("review_upheld", 0.9, phrases(
        "complian complied correct",
        r"\b(?:response|decision|refusal|reply|handling of your request) (?:was|is|were|has been) (?:therefore |fully )?(?:compliant|in compliance) with\b|\bsatisfied that (?:the |your |this )?(?:correct\w* )?(?:exemption|exception|section|decision|response) (?:\d\S* )?(?:was|were|is|has been) (?:correctly |properly |rightly )?(?:applied|engaged|correct|right|used)\b",
    ), phrases("", r"^if\b|commissioner|part(?:ial)?ly uph")),
    Cue("review_overturned", 0.85, phrases(
        "engaged made_out ought should_not shouldn't have_been overlooked mistake applicable redacted over- accept_your search_was",
        r"\b(?:accept|agree with) your (?:complaint|appeal|point|challenge|argument)\b(?! (?:about|that) (?:the|our) (?:delay|failure))|\bsearch(?:es)? (?:was|were)(?: not|n't) (?:comprehensive|adequate|complete|thorough)",
        r"\b(?:exemption|exception|section|regulation|s\d\d)\b[^.]{0,30}\b(?:was|were|is)(?: not|n't) (?:\w+ )?(?:engaged|made out|applicable|met|available)\b|\b(?:not|n't) find (?:that )?[^.]{0,30}\bmade out\b|\bcomplaint (?:is|was) made out\b",
        r"\b(?:ought not|should not|shouldn't|need not) to? ?have been (?:\w+ )?(?:relied|applied|refused|withheld|redacted|cited|used|said)\b|\b(?:ought to|should|should've) (?:have )?been (?:\w+ )?(?:given|sent|supplied|considered|told)\b|\b(?:was|were|had been) (?:over-?redacted|overlooked|missed|left out)\b|\ba mistake to\b",
    ), phrases("", r"^if\b|commissioner")),
    Cue("review_upheld", 0.85, phrases(
        "stands confirmed fault another_view stays dismissed succeed fails remain_of_the",
        r"\b(?:reply|response|answer|decision|refusal|letter)(?: of [\w ]{3,20})? (?:must |should |therefore |still )?stands?\b|\b(?:decision|response|refusal|reply) (?:is|be|was|are) (?:\w+ )?confirmed\b|\bno fault (?:in|with)\b|\bcome to (?:another|a different|any other) view\b|\bstays as (?:the|our)\b",
        r"\b(?:appeal|complaint|challenge|review)\b[^.]{0,20}\b(?:does not|doesn't|cannot|did not) succeed\b|\b(?:appeal|complaint) (?:is|was) dismissed\b|\b(?:appeal|complaint) fails\b",
    ), phrases("", r"^if\b|commissioner|part(?:ial)?ly uph|otherwise stands")),
    Cue("review", 0.8, phrases(
        "reconsider asked_us internal_review look_again looked_again looking_again look_afresh looked_at_by to_review review_of review_under review_response review_panel official_review think_again foi_review the_appeal this_appeal",
        r"\blook(?:ed|ing)? (?:again|afresh|once more) at (?:our|the|its|my|your|that)\b|\blooked at by (?:someone|somebody|an officer|a person|another)\b|\b(?:asked|appointed|requested|instructed)\b[^.]{0,60}\bto review (?:the|our|its|this|that|your) (?:\w+ )?(?:refusal|decision|response|reply)\b|\breview panel (?:met|has|considered|was)\b|\bofficial review\b|\bthink again\b|\bpart of (?:the|this|your) appeal\b|\bthis appeal\b",
        r"^(?:(?:internal|foi|formal|outcome of|my|our) )*review (?:of (?:(?:your|the|our|this|my) |foi|eir|request|response|decision|refusal|handling|case)|under section|response|outcome|decision)\b|\b(?:your|the|this) foi review\b",
        r"\basked (?:us|the (?:\w+ ){1,3}|me|that we) ?to (?:reconsider|review|look again at) (?:its|our|the|my) (?:\w+ )?(?:decision|refusal|response)\b|^internal review(?:\W|$)",
    ), phrases("", r"(?:require|involve|mean|need|necessitate)\w* (?:the |a )?(?:manual )?review\b|review of (?:every|each|all|individual)\b|\bif you\b|\byou (?:can|may|are entitled|have the right|wish)\b|right (?:to|of)|(?:should|must|can) be|entitled|within 40|will review|publish|judicial|^internal reviews?\b[^.]{0,60}(?:@|www|https?:)|^internal reviews?\b[^.]{0,30}\b(?:please|would|contact|details|by|requests?|write)\b|\b(?:policy|contract|performance|annual|service|case|safeguarding|pay|strategic) review")),
    Cue("review_overturned", 0.95, phrases(
        "reversed rightly properly correctly uphold upheld", r"\b(?:not|cannot) (?:therefore |now |be )?uph(?:old|eld) (?:the |its |our |this |that )?(?:(?:use|application) of (?:the )?)?(?:exemption|exception|refusal|reliance|section|regulation)|\b(?:decision|response|refusal) (?:is|has been|was|be) (?:therefore |now |hereby )?reversed\b|\b(?:exemption|exception|section \d\S*)(?: \w+)? (?:was|were|is)(?: not|n't) (?:rightly|properly|correctly) (?:applied|engaged|relied|used|cited)",
    ), phrases("", r"^if\b|commissioner")),
    Cue("review_upheld", 0.95, phrases(
        "right_to correct_to", r"\b(?:decided|find|found|conclude\w*|satisfied|view|opinion|agree)\b[^.]{0,40}\b(?:response|decision|refusal|authority|council|trust|department|force|team)\b[^.]{0,20}\b(?:was|were|is) (?:right|correct|entitled) to (?:withhold|refuse|rely|apply|say|treat)",
    ), phrases("", r"^if\b|commissioner|not (?:right|correct|entitled)")),
    Cue("review", 0.8, phrases(
        "to_review have_reviewed did_not_accept impartial_review for_a_review", r"\byou (?:asked|applied) (?:us )?for a review of (?:our|the|its)\b|\b(?:full|impartial|thorough|independent) review of [^.]{0,60}\b(?:has been|was) (?:now )?(?:conducted|completed|carried out|undertaken)\b|\bi have (?:now )?reviewed (?:it|the (?:refusal|decision|response|handling))\b|\byou did not accept (?:the|our) (?:refusal|decision|response)\b|\b(?:you|which you) (?:\w+ )?(?:required|asked|requested|invited) (?:us|the (?:\w+ ){1,3}|me) to review (?:its|our|the|my) (?:response|decision|refusal|reply)\b",
    ), None),
    Cue("review", 0.8, phrases(
        "independent_review purpose_of_an_internal asking_for_a_review involved_in_the ask_for_a_review", r"\b(?:asking|to ask) for a review of (?:the|our|its) (?!right)[^.]{0,40}\b(?:response|decision|refusal|reply)\b|\bnot (?:\w+ )?involved in the (?:original|first|initial|earlier) (?:response|reply|decision|handling)\b|\bthis is an independent (?:internal )?review\b|\bpurpose of an internal review is\b",
    ), None),
    Cue("review_upheld", 0.95, phrases(
        "reliance change_our change_its change_the",
        r"\bmaintain(?:s|ed|ing)? (?:it's|its|our|the|my) (?:original |initial )?(?:reliance|position|decision|refusal|response)\b|\b(?:not|no (?:wish|reason|grounds)) (?:\w+ ){0,6}(?:to )?change (?:our|its|the|my) (?:original |initial )?(?:position|decision|response|view)\b",
    ), phrases("", r"^if\b|commissioner|part(?:ial)?ly uph")),
    Cue("review_upheld", 0.95, phrases(
        "position original_response original_decision initial_decision initial_response no_reason correctly_applied stands earlier_decision complaint appeal",
        r"remains? (?:(?:our|its|my) (?:\w+ )?|the \w+'s |the (?=decision))(?:position|view|decision|conclusion)|(?:agree|concur) with (?:the|our) (?:original|initial|earlier|first|previous) (?:response|decision|refusal|reply)",
        r"no (?:reason|grounds|basis) to (?:alter|change|depart|overturn|revise|amend|vary|reverse)|(?:section|exemption|exception|regulation)s? ?[\d()a-z]{0,10} (?:had|has|have|was|were|is)(?: been)? (?:correctly|properly|rightly|appropriately) (?:applied|engaged|used|cited|relied)",
        r"(?:decision|response|refusal)(?: of [\w ]{3,20})? (?:still )?stands\b|(?:complaint|appeal) (?:is|has|was) (?:therefore )?not (?:been )?upheld|\buphold (?:the|our|its|that) decision to (?:refuse|withhold|rely)|uph[eo]ld(?:s|ing)? (?:the|our|its) (?:original|initial|earlier|previous|first) (?:decision|response|refusal|position)",
    ), phrases("", r"^if\b|commissioner|part(?:ial)?ly uph")),
    Cue("review", 0.8, phrases(
        "review reconsider appeal",
        r"\b(?:my|our|the|this) (?:internal )?review (?:is|has|of (?!every|each|all|individual)|concludes?|found|finds)\b|(?:following|after|completed|carried out|conducted|undertaken) (?:(?:the|my|our|this|your) (?:internal )?review|an? internal review|an? review of (?:your|our|the) (?:\w+ )?(?:request|response|decision|reply|refusal|handling))\b|having (?:now )?reviewed (?:our|your|the|this)|considered your (?:request|application) for (?:a |an )?(?:internal )?review|^internal review (?:outcome|decision|response|of)",
        r"(?:outcome|result|findings|conclusion)s? of (?:the|your|my|our|this|an) (?:internal )?(?:review|appeal|reconsideration)|(?:internal )?review (?:of your request |response|decision|outcome|panel|has (?:now )?been (?:completed|carried|conducted|undertaken)|was held|meeting)|(?:i|we|panel) (?:have|has) (?:now )?(?:completed|conducted|carried out|undertaken|concluded|reviewed|considered) (?:\w+ ){0,4}(?:internal review|review|request|response|handling|appeal|case|complaint)|your (?:recent |e-?mail )?request(?:ing)? (?:for )?(?:an? )?(?:internal )?review|request(?:ed|ing) (?:an |a )?(?:internal )?review|requested that we review|requirement for review",
    ), phrases("", r"\bif you\b|\byou (?:can|may|are entitled|have the right|wish)|right (?:to|of)|(?:should|must|can) be|entitled|any (?:request|such)|requests for|within 40|will review|publish")),
)  # fmt: skip
