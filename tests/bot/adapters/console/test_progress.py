import io

from bot.adapters.console.progress import progress_on


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_pipe_sees_no_progress():
    assert progress_on(io.StringIO()) is None


def test_short_work_shows_nothing():
    out, clock = Terminal(), Clock()
    progress = progress_on(out, clock)
    for done in range(1, 11):
        clock.now += 0.01
        progress("reading", done, 10)
    assert out.getvalue() == ""


def test_long_work_shows_how_far_it_is_and_leaves_an_empty_line():
    out, clock = Terminal(), Clock()
    progress = progress_on(out, clock)
    for done in range(1, 11):
        clock.now += 0.3
        progress("reading", done, 10)
    assert "reading [############............] 5/10" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")


def test_it_is_drawn_at_most_ten_times_a_second():
    out, clock = Terminal(), Clock()
    progress = progress_on(out, clock)
    for done in range(1, 1001):
        clock.now += 0.002
        progress("reading", done, 1001)
    assert 10 <= out.getvalue().count("\r") <= 16
