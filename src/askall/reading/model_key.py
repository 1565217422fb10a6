"""The key of a language model's endpoint: from the environment or the system's keyring, never from a file."""

import os
from collections.abc import Mapping

from askall.foundation.errors import BadInput, OutsideFailure
from askall.mail.secrets import NOTHING, Secret
from askall.reading.endpoint import host_of, stays_here
from askall.study.records import LanguageModel

USER = "language model"


def service_of(model: LanguageModel) -> str:
    """Under what name the keyring has the key."""
    return f"askall {host_of(model)}"


def key_of(model: LanguageModel, environment: Mapping[str, str] = os.environ) -> Secret:
    """What the endpoint is to be shown; nothing for one on this computer, unless the environment names a key for it.

    Raises BadInput if there is none, OutsideFailure if the keyring fails.
    """
    given = (environment.get(model.key_variable) or "").strip()
    if not given and stays_here(model):
        return NOTHING
    given = given or _kept(model)
    if not given:
        raise BadInput(
            f"There is no key for {host_of(model)}: set {model.key_variable}, or keep it in the keyring "
            f"(docs/language-models.md)."
        )
    if not given.isascii() or not given.isprintable():
        raise BadInput(f"The key in {model.key_variable}, or in the keyring, has signs that no key has.")
    return Secret(given)


def _kept(model: LanguageModel) -> str:
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    try:
        return (keyring.get_password(service_of(model), USER) or "").strip()
    except NoKeyringError:
        return ""
    except (KeyringError, RuntimeError) as error:
        why = f"The system's keyring cannot be used ({type(error).__name__}); set {model.key_variable} instead."
        raise OutsideFailure(why) from None
