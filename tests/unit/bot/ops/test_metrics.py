from __future__ import annotations

from bot.ops.metrics import Counter, Gauge, Histogram, exposition


def test_the_form_is_that_of_prometheus() -> None:
    """Help and type before the samples, one a line; buckets add up."""
    asked = Counter("asked_total", "Questions.", label="band")
    asked.add("answer")
    asked.add("answer", n=2)
    took = Histogram("took_seconds", "Time.", label="stage", bounds=(0.1, 1.0))
    for seconds in (0.1, 0.5, 7.0):
        took.observe("send", seconds)
    waiting = Gauge("waiting", "Now.", lambda: 3)
    assert exposition([asked, took, waiting]).splitlines() == [
        "# HELP asked_total Questions.",
        "# TYPE asked_total counter",
        'asked_total{band="answer"} 3',
        "# HELP took_seconds Time.",
        "# TYPE took_seconds histogram",
        'took_seconds_bucket{stage="send",le="0.1"} 1',
        'took_seconds_bucket{stage="send",le="1.0"} 2',
        'took_seconds_bucket{stage="send",le="+Inf"} 3',
        'took_seconds_sum{stage="send"} 7.6',
        'took_seconds_count{stage="send"} 3',
        "# HELP waiting Now.",
        "# TYPE waiting gauge",
        "waiting 3",
    ]


def test_a_counter_without_a_label_begins_at_nought() -> None:
    """So that its first event is an increase."""
    assert exposition([Counter("lost_total", "Lost.")]).endswith("\nlost_total 0\n")
