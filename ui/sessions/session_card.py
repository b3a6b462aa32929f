"""Who is here, where, and how much time is left; start, pause and end."""

from datetime import timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout

from app.clock import Clock
from app.reporting import labels
from app.sessions.reads import SessionView
from app.sessions.sessions import Consent
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import button, leave_the_caret, link_button
from ui.widgets.card import Card
from ui.widgets.labels import PlainLabel, label, muted
from ui.widgets.lead_label import LeadLabel
from ui.widgets.progress_line import ProgressLine
from ui.words import _

_CLOCK_MS = 1000


class SessionCard(Card):
    """`toggled` asks to start, pause or resume; `end_requested` to end; `list_requested` for all sessions."""

    toggled = Signal()
    end_requested = Signal()
    list_requested = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._view: SessionView | None = None
        self._who = LeadLabel(lines=2)
        self._place = muted("", 2)
        self._elapsed = PlainLabel("", "clock")
        self._of = label("", 2)
        self._toggle = button(_("Start"))
        self._end = link_button(_("End session"))
        self._all = link_button(_("All sessions"))
        self._line = ProgressLine(0.0, _("Time used"))
        self._tick = QTimer(self)
        self._toggle.keep_room_for(_("Start"), _("Pause"), _("Resume"))
        leave_the_caret(self._toggle, self._end, self._all)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.body.setContentsMargins(px(10), px(8), px(10), px(6))
        self.body.setSpacing(px(4))
        time = QHBoxLayout()
        time.setSpacing(px(8))
        time.addWidget(self._elapsed)
        time.addWidget(self._of, 1)
        time.addWidget(self._toggle)
        links = QHBoxLayout()
        links.addWidget(self._end)
        links.addStretch(1)
        links.addWidget(self._all)
        self.body.addWidget(self._who)
        self.body.addWidget(self._place)
        self.body.addLayout(time)
        self.body.addWidget(self._line)
        self.body.addLayout(links)

    def _connect(self) -> None:
        self._tick.setInterval(_CLOCK_MS)
        self._tick.timeout.connect(self._show_time)
        self._toggle.clicked.connect(self.toggled)
        self._end.clicked.connect(self.end_requested)
        self._all.clicked.connect(self.list_requested)

    def show_session(self, view: SessionView) -> None:
        self._view = view
        self._who.set_words(*_who(view))
        self._place.setText(_place_line(view))
        self._toggle.set_label(_toggle_text(view))
        self._end.setEnabled(view.started_at is not None and view.ended_at is None)
        if view.running_since:
            self._tick.start()
        else:
            self._tick.stop()
        self._show_time()

    def _show_time(self) -> None:
        if self._view is None:
            return
        now = self._clock.now()
        elapsed = self._view.elapsed(now)
        self._elapsed.setText(clock_text(elapsed))
        self._elapsed.setMinimumWidth(_steady_width(clock_text(elapsed), self._elapsed.fontMetrics()))
        planned = _planned(self._view)
        self._of.setText(_time_line(self._view, planned))
        self._line.set_fraction(min(1.0, elapsed / planned) if planned else 0.0)

    def remaining(self) -> timedelta | None:
        """Planned time that is left; None where none was planned."""
        planned = _planned(self._view) if self._view else None
        if self._view is None or planned is None:
            return None
        return max(timedelta(), planned - self._view.elapsed(self._clock.now()))


def _who(view: SessionView) -> tuple[str, str]:
    """The name that stands out, and what follows it: the role of one person, or the other people."""
    met = view.interviewees
    if not met:
        return view.title or term(labels.METHODS, view.kind), ""
    if len(met) == 1:
        return met[0].name, f"· {met[0].role}" if met[0].role else ""
    return met[0].name, "· " + ", ".join(person.name for person in met[1:])


def _place_line(view: SessionView) -> str:
    consent = {
        Consent.NOT_ASKED: _("recording not asked"),
        Consent.GIVEN: _("recording agreed"),
        Consent.REFUSED: _("no recording"),
    }[view.consent]
    kind = term(labels.METHODS, view.kind)
    return " · ".join(part for part in (kind[:1].upper() + kind[1:], view.place, consent) if part)


def _toggle_text(view: SessionView) -> str:
    if view.running_since:
        return _("Pause")
    return _("Resume") if view.started_at else _("Start")


def _planned(view: SessionView) -> timedelta | None:
    if view.planned_start is None or view.planned_end is None:
        return None
    planned = view.planned_end - view.planned_start
    return planned if planned > timedelta() else None


def _time_line(view: SessionView, planned: timedelta | None) -> str:
    if planned is None or view.planned_end is None:
        return _("no time planned")
    text = _("of {minutes} min · ends {end}")
    return text.format(minutes=round(planned.total_seconds() / 60), end=f"{view.planned_end:%H:%M}")


def _steady_width(text: str, metrics: QFontMetrics) -> int:
    """Room for the clock whatever its digits are: in this typeface they differ in width."""
    widest = max("0123456789", key=metrics.horizontalAdvance)
    return metrics.horizontalAdvance("".join(widest if one.isdigit() else one for one in text)) + 2


def clock_text(span: timedelta) -> str:
    """`28:14`, or `1:28:14` after an hour."""
    seconds = int(span.total_seconds())
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
