"""`/metrics` for Prometheus: what the meters counted, and how things stand now. Only for who has the token.

Prometheus sends it as `Authorization: Bearer ...`. Without KOMPAS_METRICS_TOKEN there is no such address.
"""

import asyncio
import hmac
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields

from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from kompas import __version__
from kompas.assistant.domain.certainty import Stage
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.front_door.door import door_of
from kompas.service.front_door.problems import Problem
from kompas.service.house import House
from kompas.service.status.standing import Health, Standing, standing_of

_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_MOMENTS = {"at": "told", "served_since": "served", "backup_at": "backup"}  # milliseconds here, seconds there
_BAD = {Health.WELL: 0, Health.WORRYING: 1, Health.FAILING: 2}


async def metrics(request: Request) -> Response:
    """The text that Prometheus reads; 404 for who may not know that it is there."""
    from django.conf import settings

    door, given = door_of(request), request.headers.get("authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Problem(404, "unknown_address")
    text = await asyncio.to_thread(_text, door.house)  # beside the event loop: nobody waits for its counts
    return Response(text, headers={"Cache-Control": "no-store"}, media_type=_TYPE)


def _text(house: House) -> bytes:
    with closing(connect(readonly=True)) as db:
        standing = standing_of(db, house, now_ms())
    return generate_latest(house.meters.registry) + generate_latest(_Now(standing))


class _Now(Collector):
    """One moment as gauges."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "kompas_ready", "1 when a customer who comes now is helped.", float(self._standing.ready)
        )
        health = GaugeMetricFamily("kompas_part", "0 well, 1 worrying, 2 failing.", labels=["part"])
        for part, state in self._standing.parts.items():
            health.add_metric([part], _BAD[state])
        yield health
        yield from self._numbers()
        stage = GaugeMetricFamily("kompas_certainty", "1 for what is known of the threshold in use.", labels=["stage"])
        for one in Stage:
            stage.add_metric([one.value], float(one == self._standing.stage))
        yield stage
        version = GaugeMetricFamily("kompas_version", "The version that runs.", labels=["kompas"])
        version.add_metric([__version__], 1)
        yield version

    def _numbers(self) -> Iterator[Metric]:
        for field in fields(Standing):
            value, name, told = getattr(self._standing, field.name), field.name, field.name.replace("_", " ")
            if name in _MOMENTS:
                yield GaugeMetricFamily(f"kompas_{_MOMENTS[name]}_timestamp_seconds", told, (value or 0) / 1000)
            elif isinstance(value, int | float):
                yield GaugeMetricFamily(f"kompas_{name}", told, float(value))
