import doctest

import kompas.assistant


def test_the_example_in_the_documentation_runs() -> None:
    tried = doctest.testmod(kompas.assistant)
    assert tried.attempted >= 10
    assert tried.failed == 0
