"""What the tests of growth hold by is told apart by them, in every Python: linear work from the square of it."""

import pytest

from growth import growth_exponent

LINEAR = {
    "a loop": lambda n: [str(k) for k in range(n)],
    "a loop of lines": lambda n: loop(range(n)),
}
SQUARE = {
    "loops in a line": lambda n: [j for k in range(n) for j in range(n) if j > k],
    "calls in a loop": lambda n: [loop(range(n)) for _ in range(n)],
    "a generator in a loop": lambda n: [sum(j for j in range(n)) for _ in range(n)],
}


def loop(over):
    total = 0
    for number in over:
        total += number
    return total


@pytest.mark.parametrize(("work", "power"), [*((w, 1) for w in LINEAR.values()), *((w, 2) for w in SQUARE.values())])
def test_the_power_of_growth_is_counted(work, power):
    assert growth_exponent(lambda n: lambda: work(n), 40) == pytest.approx(power, abs=0.15)
