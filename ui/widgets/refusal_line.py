"""Why something was not done."""

from ui.widgets.labels import PlainLabel


class RefusalLine(PlainLabel):
    """Stands where it was tried; it takes no room while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__("", "body", None)
        self.hide()

    def say(self, text: str) -> None:
        """Show the reason, or nothing for an empty one."""
        self.setText(text)
        self.setVisible(bool(text))
