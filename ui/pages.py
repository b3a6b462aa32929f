"""The pages of the program, in the order of the rail. A function for each loads its code."""

from ui.page import Page
from ui.shell.entries import AUDIT_GROUP, UNLISTED_GROUP, WORKSPACE_GROUP, PageEntry
from ui.words import _


def page_entries() -> tuple[PageEntry, ...]:
    """All pages, with their names in the window's language."""
    return (
        PageEntry("audits", WORKSPACE_GROUP, _("Audits"), "document", _audits),
        PageEntry("settings", WORKSPACE_GROUP, _("Settings"), "settings", _settings),
        PageEntry("overview", AUDIT_GROUP, _("Overview"), "home", _overview),
        PageEntry("plan", AUDIT_GROUP, _("Plan"), "plan", _plan),
        PageEntry("sessions", AUDIT_GROUP, _("Sessions"), "sessions", _sessions),
        PageEntry("evidence", AUDIT_GROUP, _("Evidence"), "evidence", _evidence),
        PageEntry("findings", AUDIT_GROUP, _("Findings"), "findings", _findings),
        PageEntry("actions", AUDIT_GROUP, _("Actions"), "check", _actions),
        PageEntry("report", AUDIT_GROUP, _("Report"), "report", _report),
        PageEntry("retention", WORKSPACE_GROUP, _("Retention"), "archive", _retention),
        PageEntry("library", WORKSPACE_GROUP, _("Library"), "books", _library),
        PageEntry("soa", WORKSPACE_GROUP, _("Applicability"), "table", _soa),
        PageEntry("closing", UNLISTED_GROUP, _("Closing meeting"), "findings", _closing),
        PageEntry("tonight", UNLISTED_GROUP, _("Tonight"), "check", _tonight),
    )


def _audits() -> type[Page]:
    from ui.programme.page import AuditsPage

    return AuditsPage


def _settings() -> type[Page]:
    from ui.settings.page import SettingsPage

    return SettingsPage


def _overview() -> type[Page]:
    from ui.overview.page import OverviewPage

    return OverviewPage


def _plan() -> type[Page]:
    from ui.planning.page import PlanPage

    return PlanPage


def _sessions() -> type[Page]:
    from ui.sessions.page import SessionsPage

    return SessionsPage


def _evidence() -> type[Page]:
    from ui.evidence.page import EvidencePage

    return EvidencePage


def _findings() -> type[Page]:
    from ui.findings.page import FindingsPage

    return FindingsPage


def _actions() -> type[Page]:
    from ui.follow_up.page import ActionsPage

    return ActionsPage


def _report() -> type[Page]:
    from ui.reporting.page import ReportPage

    return ReportPage


def _retention() -> type[Page]:
    from ui.retention.page import RetentionPage

    return RetentionPage


def _library() -> type[Page]:
    from ui.library.page import LibraryPage

    return LibraryPage


def _soa() -> type[Page]:
    from ui.library.soa.page import SoaPage

    return SoaPage


def _closing() -> type[Page]:
    from ui.closing.page import ClosingPage

    return ClosingPage


def _tonight() -> type[Page]:
    from ui.tonight.page import TonightPage

    return TonightPage
