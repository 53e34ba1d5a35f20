"""Progress where nobody watches: a line now and then instead of a bar."""

from __future__ import annotations

from crawler.terminal import progress


def test_progress_in_a_log_is_a_line_every_half_minute(capsys):
    now = [0.0]
    with progress(lambda: now[0]) as bar:
        task = bar.add_task("detecting", total=2_000)
        for moment in (1.0, 29.0, 31.0, 40.0, 62.0):
            now[0] = moment
            bar.advance(task, 256)
    assert capsys.readouterr().err.splitlines() == ["detecting: 768 of 2,000", "detecting: 1,280 of 2,000"]
