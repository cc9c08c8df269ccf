// Every route of the API, by surface. One list: the server, the description and the tests all read it.
import type { App } from '../app.ts';
import type { Route } from './route.ts';
import { acmeChallengeRoutes } from './routes/acme-challenge.ts';
import { adminAccountRoutes } from './routes/admin-account.ts';
import { adminAdminRoutes } from './routes/admin-admins.ts';
import { adminAuditRoutes } from './routes/admin-audit.ts';
import { adminBackupRoutes } from './routes/admin-backup.ts';
import { adminCertificateRoutes } from './routes/admin-certificate.ts';
import { adminCodeRoutes } from './routes/admin-codes.ts';
import { adminConnectionRoutes } from './routes/admin-connections.ts';
import { adminConverterRoutes } from './routes/admin-converters.ts';
import { adminDirectoryRoutes } from './routes/admin-directory.ts';
import { adminDiscoveryRoutes } from './routes/admin-discovery.ts';
import { adminDocumentRoutes } from './routes/admin-documents.ts';
import { adminFontRoutes } from './routes/admin-fonts.ts';
import { adminGuestRoutes } from './routes/admin-guests.ts';
import { adminHealthRoutes } from './routes/admin-health.ts';
import { adminLicenceRoutes } from './routes/admin-licence.ts';
import { adminMailRoutes } from './routes/admin-mail.ts';
import { adminMailSenderRoutes } from './routes/admin-mail-senders.ts';
import { adminOpenIdRoutes } from './routes/admin-open-id.ts';
import { adminOverviewRoutes } from './routes/admin-overview.ts';
import { adminPanelRoutes } from './routes/admin-panels.ts';
import { adminPeopleRoutes } from './routes/admin-people.ts';
import { adminPrintFindingRoutes } from './routes/admin-print-finding.ts';
import { adminPrinterRoutes } from './routes/admin-printers.ts';
import { adminQueueRoutes } from './routes/admin-queues.ts';
import { adminReportRoutes } from './routes/admin-reports.ts';
import { adminSessionRoutes } from './routes/admin-session.ts';
import { adminSignInRoutes } from './routes/admin-sign-in.ts';
import { adminSiteRoutes } from './routes/admin-site.ts';
import { adminUsersCsvRoutes } from './routes/admin-users-csv.ts';
import { convertRoutes } from './routes/convert.ts';
import { firstRunRoutes } from './routes/first-run.ts';
import { healthRoutes } from './routes/health.ts';
import { liveRoutes } from './routes/live.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { panelRoutes } from './routes/panel.ts';
import { panelPreflightRoutes } from './routes/panel-preflight.ts';
import { panelPresenceRoutes } from './routes/panel-presence.ts';
import { panelReleaseRoutes } from './routes/panel-release.ts';
import { portalRoutes } from './routes/portal.ts';
import { portalCodeByMailRoutes } from './routes/portal-code-by-mail.ts';
import { portalHistoryRoutes } from './routes/portal-history.ts';
import { portalPreferenceRoutes } from './routes/portal-preferences.ts';
import { portalPresenceRoutes } from './routes/portal-presence.ts';
import { portalPrintRoutes } from './routes/portal-print.ts';
import { portalPrintQueueRoutes } from './routes/portal-print-queue.ts';
import { portalPushRoutes } from './routes/portal-push.ts';
import { portalSessionRoutes } from './routes/portal-sessions.ts';
import { portalSignInRoutes } from './routes/portal-sign-in.ts';
import { printProfileRoutes } from './routes/print-profile.ts';
import { uploadRoutes } from './routes/uploads.ts';

export function allRoutes(app: App): Route[] {
  return [
    ...healthRoutes(app),
    ...metricsRoutes(app),
    ...acmeChallengeRoutes(app),
    ...panelRoutes(app),
    ...panelReleaseRoutes(app),
    ...panelPreflightRoutes(app),
    ...panelPresenceRoutes(app),
    ...portalRoutes(app),
    ...portalCodeByMailRoutes(app),
    ...portalHistoryRoutes(app),
    ...portalPreferenceRoutes(app),
    ...portalPresenceRoutes(app),
    ...portalPrintRoutes(app),
    ...portalPrintQueueRoutes(app),
    ...portalPushRoutes(app),
    ...printProfileRoutes(app),
    ...portalSessionRoutes(app),
    ...portalSignInRoutes(app),
    ...uploadRoutes(app),
    ...liveRoutes(app),
    ...convertRoutes(app),
    ...adminSessionRoutes(app),
    ...adminAccountRoutes(app),
    ...adminOpenIdRoutes(app),
    ...adminAdminRoutes(app),
    ...adminAuditRoutes(app),
    ...adminSignInRoutes(app),
    ...adminOverviewRoutes(app),
    ...adminSiteRoutes(app),
    ...adminHealthRoutes(app),
    ...firstRunRoutes(app),
    ...adminCodeRoutes(app),
    ...adminPrinterRoutes(app),
    ...adminPrintFindingRoutes(app),
    ...adminDiscoveryRoutes(app),
    ...adminPanelRoutes(app),
    // Before those with :id in their path.
    ...adminUsersCsvRoutes(app),
    ...adminPeopleRoutes(app),
    ...adminGuestRoutes(app),
    ...adminDirectoryRoutes(app),
    ...adminDocumentRoutes(app),
    ...adminReportRoutes(app),
    ...adminLicenceRoutes(app),
    ...adminConverterRoutes(app),
    ...adminCertificateRoutes(app),
    ...adminFontRoutes(app),
    ...adminMailRoutes(app),
    ...adminMailSenderRoutes(app),
    ...adminConnectionRoutes(app),
    ...adminQueueRoutes(app),
    ...adminBackupRoutes(app),
  ];
}
