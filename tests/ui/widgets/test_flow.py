"""Widgets that flow like the words of a paragraph."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow import Flow


def test_a_widget_that_stays_while_the_others_change_is_not_written_over(qtbot: QtBot) -> None:
    holder, flow, link = QWidget(), Flow(), QLabel("choose another grade")
    QVBoxLayout(holder).addWidget(flow)
    qtbot.addWidget(holder)
    flow.add(QLabel("No grade"), link)
    with qtbot.waitExposed(holder):
        holder.resize(600, 100)
        holder.show()
    flow.row.removeWidget(link)
    flow.clear()
    longer = QLabel("The questions do not propose a grade yet")
    flow.add(longer, link)
    qtbot.waitUntil(lambda: link.x() > longer.geometry().right(), timeout=2_000)
