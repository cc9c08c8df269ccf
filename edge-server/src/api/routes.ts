// Every route of the API, by surface. One list: the server, the description and the tests all read it.
import type { App } from '../app.ts';
import type { Route } from './route.ts';
import { adminConverterRoutes } from './routes/admin-converters.ts';
import { adminDiscoveryRoutes } from './routes/admin-discovery.ts';
import { adminDocumentRoutes } from './routes/admin-documents.ts';
import { adminFontRoutes } from './routes/admin-fonts.ts';
import { adminMailRoutes } from './routes/admin-mail.ts';
import { adminMailSenderRoutes } from './routes/admin-mail-senders.ts';
import { adminPanelRoutes } from './routes/admin-panels.ts';
import { adminPeopleRoutes } from './routes/admin-people.ts';
import { adminPrinterRoutes } from './routes/admin-printers.ts';
import { adminSessionRoutes } from './routes/admin-session.ts';
import { adminSiteRoutes } from './routes/admin-site.ts';
import { convertRoutes } from './routes/convert.ts';
import { healthRoutes } from './routes/health.ts';
import { panelRoutes } from './routes/panel.ts';
import { panelPreflightRoutes } from './routes/panel-preflight.ts';
import { panelReleaseRoutes } from './routes/panel-release.ts';
import { portalRoutes } from './routes/portal.ts';
import { portalCodeByMailRoutes } from './routes/portal-code-by-mail.ts';
import { portalPreferenceRoutes } from './routes/portal-preferences.ts';
import { portalPrintRoutes } from './routes/portal-print.ts';
import { uploadRoutes } from './routes/uploads.ts';

export function allRoutes(app: App): Route[] {
  return [
    ...healthRoutes(app),
    ...panelRoutes(app),
    ...panelReleaseRoutes(app),
    ...panelPreflightRoutes(app),
    ...portalRoutes(app),
    ...portalCodeByMailRoutes(app),
    ...portalPreferenceRoutes(app),
    ...portalPrintRoutes(app),
    ...uploadRoutes(app),
    ...convertRoutes(app),
    ...adminSessionRoutes(app),
    ...adminSiteRoutes(app),
    ...adminPrinterRoutes(app),
    ...adminDiscoveryRoutes(app),
    ...adminPanelRoutes(app),
    ...adminPeopleRoutes(app),
    ...adminDocumentRoutes(app),
    ...adminConverterRoutes(app),
    ...adminFontRoutes(app),
    ...adminMailRoutes(app),
    ...adminMailSenderRoutes(app),
  ];
}
