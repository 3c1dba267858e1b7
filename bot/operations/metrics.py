"""What operators can watch: counts and times, in a registry of the bot's own."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

__all__ = ["Metrics"]


class Metrics:
    """One for each bot, so that several may live in one process."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self.registry = registry
        self.answers = Counter(
            "dateline_answers", "Answers by their kind", ["kind", "shard"], registry=registry
        )
        self.failures = Counter("dateline_failures", "Requests that ended in an apology", registry=registry)
        self.refused = Counter("dateline_refused", "Requests over a limit", ["limit"], registry=registry)
        self.seconds = Histogram(
            "dateline_answer_seconds", "From a request's arrival in the line to its card", registry=registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
        )  # fmt: skip
        self.waiting = Gauge("dateline_waiting", "Requests in the line", registry=registry)
        self.lost = Counter(
            "dateline_connections_lost", "Times the connection was lost", ["shard"], registry=registry
        )
        self.connected = Gauge(
            "dateline_connected", "1 while connected to Discord", ["shard"], registry=registry
        )
        self.absent = Gauge("dateline_sources_absent", "Source folders that hold nothing", registry=registry)
        self.unkept = Gauge("dateline_unkept", "1 while nothing can be kept", registry=registry)
        self.reading = Gauge("dateline_reading", "Files being read or waiting for it", registry=registry)
        self.servers = Gauge("dateline_servers", "Servers the bot is in", ["shard"], registry=registry)
