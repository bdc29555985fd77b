# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk's own measurement of its answers, from /metrics, beside that of the generator."""
import re

BUCKET = re.compile(
    r'^heed_http_request_duration_seconds_bucket\{.*?le="([^"]+)".*?\} ([0-9.e+]+)$', re.M
)


def buckets(text: str) -> dict[float, float]:
    """How many answers took at most so many seconds, whatever they were asked for."""
    found: dict[float, float] = {}
    for limit, count in BUCKET.findall(text):
        seconds = float("inf") if limit == "+Inf" else float(limit)
        found[seconds] = found.get(seconds, 0) + float(count)
    return found


def at_most(before: dict[float, float], after: dict[float, float], share: float) -> float | None:
    """Within how many seconds that share of the answers in between was given."""
    counts = {limit: count - before.get(limit, 0) for limit, count in sorted(after.items())}
    total = counts.get(float("inf"), 0)
    for limit, count in counts.items():
        if total > 0 and count >= share * total and limit != float("inf"):
            return limit
    return None
