"""What was answered in earlier rounds, and did not hold."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.follow_up.reads import ActionView, ResponseView
from app.reporting import formats
from ui.findings.editor import Editor, Shown
from ui.theme import current_look
from ui.widgets.labels import body, label_strong
from ui.words import _


class EarlierRounds(QWidget):
    """Read only, the first round first; nothing while the first round runs."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._known: Sequence[ResponseView] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(current_look().px(4))
        self.hide()

    def show_shown(self, shown: Shown) -> None:
        earlier = [one for one in shown.detail.responses if one.round < shown.detail.response_round]
        self.setVisible(bool(earlier))
        if earlier == self._known:
            return
        self._known = earlier
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for response in earlier:
            self._layout.addWidget(label_strong(_("Round {n}").format(n=response.round)))
            self._layout.addWidget(body(self._told(response), 12))

    def _told(self, response: ResponseView) -> str:
        parts = [
            (_("Correction: {text}"), response.correction or response.no_correction_reason),
            (_("Extent: {text}"), response.extent),
            (_("Cause: {text}"), response.cause),
        ]
        lines = [template.format(text=text) for template, text in parts if text.strip()]
        return "\n".join([*lines, *(self._action(one) for one in response.actions)])

    def _action(self, action: ActionView) -> str:
        if action.done_on:
            when = formats.day(action.done_on, self._editor.context.words)
            return _("Action: {what} (done {date})").format(what=action.what, date=when)
        if action.cancelled_reason:
            return _("Action: {what} (cancelled)").format(what=action.what)
        return _("Action: {what}").format(what=action.what)

    def texts(self) -> list[str]:
        """The rounds as they read."""
        return [self._told(one) for one in self._known]
