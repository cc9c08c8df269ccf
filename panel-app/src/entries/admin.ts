// Starts the console in admin.html.
import '../admin/admin-app.ts';
import { adminStyles } from '../admin/admin-styles.ts';
import { installStyles } from '../theme/install-styles.ts';
import { applyLook } from '../theme/look.ts';

applyLook();
installStyles(document, adminStyles);
document.body.append(document.createElement('admin-app'));
