"""Reads every hostile file in one batch, as a program of its own, and prints what became of each and what it cost."""

import json
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from askall.documents.sandbox import documents_of
from askall.foundation.files import hash_of
from askall.foundation.work import Parallel
from factories.hostile_files import hostile_files


def main() -> None:
    files = []

    def given():
        for name, content in hostile_files():
            files.append((name, hash_of(content)))
            yield content, name

    for number, document in enumerate(documents_of(given(), Parallel(workers=2))):
        name, sha256 = files[number]
        said = {"warnings": document.warnings, "characters": sum(len(part.text) for part in document.parts)}
        secret = any("root:" in part.text for part in document.parts)
        print(json.dumps({"name": name, "whole": document.sha256 == sha256, "secret": secret, **said}))
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"worker_megabytes": kilobytes / 1000}))


if __name__ == "__main__":
    main()
