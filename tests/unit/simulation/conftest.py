"""One simulation for all tests of the stage: it takes a few seconds to make."""

import pytest

from askall.simulation.reenactment import Simulation, simulate


@pytest.fixture(scope="session")
def simulation() -> Simulation:
    return simulate(1)
