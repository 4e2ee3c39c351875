"""When a term is over: the moment of each class of retention.yaml before which its data must be gone."""

from collections.abc import Mapping

from kompas.service.clock import DAY_MS

Limits = Mapping[str, int]


def limits_of(retention: Mapping[str, int], at: int) -> Limits:
    """Milliseconds by class, for the days that the company chose."""
    return {kept_as: at - days * DAY_MS for kept_as, days in retention.items()}
