"""Words with a capital letter that are no person's name, though they stand where names stand in letters."""


def words(listed: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(listed.split())


ORGANISATION = words(
    "academy agency association authority board borough centre centres chambers city college commission commissioner "
    "committee constabulary corporation council councils county cyngor department dept directorate district division "
    "force group hall hospital house institute limited llp ltd ministry nhs office offices partnership plc police "
    "primary region school section service services street team teams trust uned unit university"
)
"""After a word with a capital these make it the name of an organisation: Hackney Council, Castle Street."""

JOB = words(
    "administrator adviser advisor analyst assistant associate chief clerk consultant controller coordinator "
    "co-ordinator deputy director engineer executive handler head investigator lawyer lead leader manager monitoring "
    "officer paralegal partner principal secretary senior solicitor specialist superintendent supervisor swyddog "
    "technician trainee"
)
"""Words of which job titles are made."""

_GREETED = (
    "all annwyl applicant applicants campaign campaigner citizen colleague colleagues correspondent customer customers "
    "dear editor enquirer everybody everyone folks friend friends hello hi journalist madam madame member members "
    "mr mrs ms mx researcher resident requester requestor sir sirs there to whom whomever"
)
_SUBJECTS = (
    "access act administration all answer answers any appendix applications archive asset assets attachment business "
    "camera cameras cctv central charge commercial communications community complaints compliance confirm contact "
    "contracts control corporate customer data date democratic digital disclosure education eir eirs email emergency "
    "emergencies enquiries enquiry environment environmental estates exemption facilities finance foi foia foisa "
    "freedom general governance health highways housing human ico ict igt information infrastructure internal it legal "
    "library licensing mail management media monitoring network neighbourhood network no none note number operations "
    "page parking parks people performance place planning please policy press privacy procurement property "
    "protection public question questions rdquo records recipient ref reference regeneration regulatory reply report "
    "reports request requests resources response responses review rights safety sar security sent social statement "
    "strategy streets subject support systems technical technology tel telephone the town transparency transport "
    "undisclosed website your yours"
)
_STARTERS = (
    "a about after also although am an and any are as at attached be because before both but by can cc could data did "
    "do does due each either following for from further had has have having her here his how however i if in is it its "
    "just kind many may my most neither no nor not of on once one only or other our out over per pm previously rather "
    "re regarding regards same several she should since so some such sorry thank thanks that their them then these "
    "they this those through thus to today tomorrow under unfortunately until up upon us via was we were what when "
    "where whether which while who why will with within without would wrote yes yesterday you"
)
_TIME = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january "
    "february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec gmt bst utc am pm"
)
_PLACES = "britain british england english european ireland irish london northern scotland scottish uk wales welsh"

NOT_NAMES = ORGANISATION | JOB | words(" ".join((_GREETED, _SUBJECTS, _STARTERS, _TIME, _PLACES)))
"""A name ends before any of these. They are compared in lower case."""

PARTICLES = words("al bin da de del della den der di du el ibn la le ten ter van von y")
"""Small words inside a name, never at its end."""
