// Starts the portal in portal.html.
import { applyLook } from '../theme/look.ts';
import '../portal/portal-app.ts';
import { portalStyles } from '../portal/portal-styles.ts';
import { installStyles } from '../theme/install-styles.ts';

applyLook();
installStyles(document, portalStyles);
document.body.append(document.createElement('portal-app'));
