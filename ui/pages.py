"""The pages of the program, in the order of the rail. Each is loaded when it is first shown."""

from ui.page import Context, Page
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


def _audits(context: Context) -> Page:
    from ui.programme.page import AuditsPage

    return AuditsPage(context)


def _settings(context: Context) -> Page:
    from ui.settings.page import SettingsPage

    return SettingsPage(context)


def _overview(context: Context) -> Page:
    from ui.overview.page import OverviewPage

    return OverviewPage(context)


def _plan(context: Context) -> Page:
    from ui.planning.page import PlanPage

    return PlanPage(context)


def _sessions(context: Context) -> Page:
    from ui.sessions.page import SessionsPage

    return SessionsPage(context)


def _evidence(context: Context) -> Page:
    from ui.evidence.page import EvidencePage

    return EvidencePage(context)


def _findings(context: Context) -> Page:
    from ui.findings.page import FindingsPage

    return FindingsPage(context)


def _actions(context: Context) -> Page:
    from ui.follow_up.page import ActionsPage

    return ActionsPage(context)


def _report(context: Context) -> Page:
    from ui.reporting.page import ReportPage

    return ReportPage(context)


def _retention(context: Context) -> Page:
    from ui.retention.page import RetentionPage

    return RetentionPage(context)


def _library(context: Context) -> Page:
    from ui.library.page import LibraryPage

    return LibraryPage(context)


def _soa(context: Context) -> Page:
    from ui.library.soa.page import SoaPage

    return SoaPage(context)


def _closing(context: Context) -> Page:
    from ui.closing.page import ClosingPage

    return ClosingPage(context)


def _tonight(context: Context) -> Page:
    from ui.tonight.page import TonightPage

    return TonightPage(context)
