"""Pictures of files from strangers, drawn in a worker process with limits on time and memory."""

from dataclasses import dataclass

from askall.documents.limits import Limits
from askall.documents.pictures import PICTURE_LIMITS, Picture, picture_of
from askall.documents.sandbox import within
from askall.foundation.errors import BadInput
from askall.foundation.work import Work


@dataclass(frozen=True, slots=True)
class PictureJob:
    """One page on its way to a worker."""

    content: bytes
    number: int
    limits: Limits = PICTURE_LIMITS


def picture_in_worker(job: PictureJob, work: Work) -> Picture:
    """The page, drawn by one of `work`'s processes. Raises BadInput for whatever the file holds or does."""
    (done,) = work.run(picture_limited, [job])
    if done.value is None:
        raise BadInput(f"No picture could be made of the file ({done.error}).") from done.error
    return done.value


def picture_limited(job: PictureJob) -> Picture:
    """Draw within the limits; to be run in a worker process."""
    with within(job.limits):
        return picture_of(job.content, job.number)
    raise AssertionError("unreachable: no limit swallows an exception")
