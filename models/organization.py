"""The organisation under audit: its sites and the people met there, and the auditors."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column, validates

from models.base import Row, reference, sort_key


class Organization(Row):
    """Whose management system is audited."""

    __tablename__ = "organization"

    name: Mapped[str]
    sort_name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    representative: Mapped[str] = mapped_column(default="")

    @validates("name")
    def _keep_sort_name(self, _key: str, name: str) -> str:
        self.sort_name = sort_key(name)
        return name


class Site(Row):
    """A place where audited work happens, physical or virtual, with its IANA time zone."""

    __tablename__ = "site"

    organization_id: Mapped[str] = mapped_column(reference("organization.id"), index=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="UTC")
    is_virtual: Mapped[bool] = mapped_column(default=False)


class Person(Row):
    """Somebody with a part in an audit: auditor, interviewee, owner, approver."""

    __tablename__ = "person"

    organization_id: Mapped[str | None] = mapped_column(reference("organization.id"), index=True)
    name: Mapped[str]
    sort_name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    destroy_on: Mapped[date | None]
    destroyed_at: Mapped[datetime | None]

    @validates("name")
    def _keep_sort_name(self, _key: str, name: str) -> str:
        self.sort_name = sort_key(name)
        return name
