"""The activity log, the devices that write it, and the numbers that are given once."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class Device(Row):
    """A laptop that works in this workspace; each has its own chain in the log."""

    __tablename__ = "device"

    name: Mapped[str] = mapped_column(default="")
    acting_person_id: Mapped[str | None] = mapped_column(reference("person.id"))


class LogEntry(Row):
    """A change of one row, chained to the entry before it.

    The chain covers `detail` through its salted digest, so that a destroyed text can leave the log (R-5)
    while the chain still holds.
    """

    __tablename__ = "log_entry"
    __table_args__ = (UniqueConstraint("device_id", "sequence"),)

    device_id: Mapped[str] = mapped_column(reference("device.id"))
    sequence: Mapped[int]
    step_id: Mapped[str]
    at: Mapped[datetime]
    actor_id: Mapped[str | None]
    label: Mapped[str]
    kind: Mapped[str]
    row_id: Mapped[str] = mapped_column(index=True)
    operation: Mapped[str]
    detail: Mapped[str | None]
    salt: Mapped[str | None]
    detail_digest: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class NumberSeries(Row):
    """The last number given out of a series, so that none is ever given twice (R-1)."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("owner", "kind"),)

    owner: Mapped[str]
    kind: Mapped[str]
    last: Mapped[int] = mapped_column(default=0)
