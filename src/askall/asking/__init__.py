"""One request per study, body and wave, whose state is derived from its logged events."""
