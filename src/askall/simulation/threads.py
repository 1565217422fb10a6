"""The re-enactment of one correspondence: the council's story, and the study's letters written beforehand."""

from datetime import datetime, timedelta

from askall.simulation import outgoing
from askall.simulation.council import Council, Heard
from askall.simulation.outgoing import Sent
from askall.simulation.plans import LAST_DAY, SENT_ON, STUDY_ADDRESS, STUDY_DOMAIN, STUDY_NAME, MessagePlan, long_date
from askall.simulation.stories import Days, Expect, Joined, Steps
from askall.simulation.truth import MessageTruth

# The words of outgoing.later for each kind of letter of the study.
WORDS = {
    "chaser": "chasers",
    "clarification_answer": "clarification_answers",
    "review_request": "review_requests",
    "fee_paid": "fee_paid",
    "right_of_reply": "right_of_reply",
}


class Thread:
    """Both sides of the correspondence with one council; `plans` grows mail by mail."""

    def __init__(self, seed: int, council: Council, number: int) -> None:
        self.council = council
        self.plans: list[MessagePlan] = []
        # Most letters go out from an address of their own; the others share one, and are told apart by other signs.
        self.own_address = outgoing.reply_address(seed, council.body) if council.keeps_token else STUDY_ADDRESS
        council.at(SENT_ON + timedelta(seconds=37 * number))

    def tell(self, story: Steps) -> None:
        """Let both write until the story ends, or the study can reach nobody."""
        for step in story:
            if isinstance(step, MessagePlan):
                self.plans.append(step)
            elif isinstance(step, Days):
                self._wait(self.council.after(step.low, step.high, step.since))
            elif isinstance(step, Joined):
                self._wait((self.council.leading and self.council.leading.decided) or self.council.now)
            elif not self._write(step):
                return

    def _wait(self, moment: datetime) -> None:
        """Nothing happens after the study's last day."""
        self.council.at(min(moment, LAST_DAY))

    def _write(self, asked: Expect) -> bool:
        """The letter the council waits for, in time; whether it reached somebody."""
        if asked.kind == "request":
            return any(self._ask(address) for address in self.council.known_as)
        self._wait(self.council.after(asked.low, asked.high))
        words, sent_on = asked.words or WORDS[asked.kind], long_date(self.council.received)
        self._post(asked.kind, outgoing.later(words, self.council.body, self.council.rng, sent_on))
        return True

    def _ask(self, address: str) -> bool:
        if self.plans:  # the letter to another address came back
            self._wait(self.council.after(2, 5))
        self._post("request", outgoing.request(self.council.body), address)
        return self.council.heard is not None

    def _post(self, kind: str, sent: Sent, to: str = "") -> None:
        """A mail of the study, and what machines send back."""
        council, to = self.council, to or self.council.address
        message_id = f"{council.rng.getrandbits(64):016x}.{len(self.plans)}@{STUDY_DOMAIN}"
        ours = [one.message_id for one in self.plans if one.truth.outgoing]
        self.plans.append(
            MessagePlan(
                message_id,
                council.now,
                (STUDY_NAME, self.own_address),
                (to,),
                sent.subject,
                sent.letter,
                MessageTruth(message_id, council.now, True, council.body.id, kind),
                client="study",
                in_reply_to=ours[-1] if ours else "",
                references=tuple(one.message_id for one in self.plans),
            )
        )
        # Councils quote the study under the address it shows; the one it asks to answer to is not told again.
        shown = (STUDY_NAME, STUDY_ADDRESS)
        letter = Heard(message_id, council.now, shown, self.own_address, to, sent.subject, sent.text)
        self.plans += council.hear(letter, kind)
