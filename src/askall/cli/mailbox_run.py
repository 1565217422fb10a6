"""Filing a workspace's mail, with the words of its studies' questions."""

from datetime import datetime
from typing import TYPE_CHECKING

from askall.cli.output import progress

if TYPE_CHECKING:
    from askall.mail.records import FilingReport

# Words of any such request, beside the keywords of the study's own questions.
GENERAL = ("freedom of information", "foi request", "foi/", "information request", "foisa")


def file_all(at: datetime) -> "FilingReport":
    """File every message that is not filed yet."""
    from askall.mail import services as mail
    from askall.study import services as studies

    words = {word for one in studies.studies() for question in one.codebook.questions for word in question.keywords}
    with progress("Filing", mail.counts()["triage"]) as advance:
        return mail.file_messages(keywords=[*words, *GENERAL], at=at, progress=advance)
