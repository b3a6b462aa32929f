"""The system goes to sleep or locks its screen: on Linux it says so over D-Bus.

Windows and macOS say it only to native code; Qt's own signal of a program in the background would lock at
every change of windows. There it locks on waking (`WakeWatch`), by the clock, and by the key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIND = "org.freedesktop.login1"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class SystemLock(QObject):
    """`wanted()` comes before sleep, when the session is locked, and when the screen saver begins."""

    wanted = Signal()

    def listen(self) -> None:
        """Listen on both buses; where there is none, nothing is heard."""
        from PySide6.QtDBus import QDBusConnection

        self.listen_on(QDBusConnection.systemBus(), QDBusConnection.sessionBus())

    def listen_on(self, system: QDBusConnection, session: QDBusConnection) -> None:
        manager, sessions = f"{_LOGIND}.Manager", f"{_LOGIND}.Session"
        self._hear(system, _LOGIND, manager, "PrepareForSleep", SLOT("on_switched(bool)"))
        self._hear(system, _LOGIND, sessions, "Lock", SLOT("on_locked()"))
        for saver in _SCREEN_SAVERS:
            self._hear(session, saver, saver, "ActiveChanged", SLOT("on_switched(bool)"))

    def _hear(self, bus: QDBusConnection, service: str, interface: str, name: str, slot: object) -> None:
        if bus.isConnected():
            # The stubs ask for bytes, the library takes what SLOT gives.
            bus.connect(service, "", interface, name, self, slot)  # type: ignore[call-overload]

    @Slot(bool)
    def on_switched(self, begins: bool) -> None:
        if begins:
            self.wanted.emit()

    @Slot()
    def on_locked(self) -> None:
        self.wanted.emit()
