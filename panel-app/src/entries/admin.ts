// Starts the console in admin.html.
import '../admin/admin-app.ts';
import { adminStyles } from '../admin/admin-styles.ts';
import { applyLook } from '../theme/look.ts';
import { installStyles } from '../theme/install-styles.ts';

applyLook();
installStyles(document, adminStyles);
document.body.append(document.createElement('admin-app'));
