// Starts the portal in portal.html.

import { keepAnswers } from '../data/seen-answer.ts';
import { speakOwn } from '../locales/own-language.ts';
import type { PortalApp } from '../portal/portal-app.ts';
import { applyLook } from '../theme/look.ts';
import '../portal/portal-app.ts';
import { portalStyles } from '../portal/portal-styles.ts';
import { offerInstall } from '../portal/pwa/install-offer.ts';
import { portalKeeper } from '../portal/pwa/portal-keeper.ts';
import { installStyles } from '../theme/install-styles.ts';

applyLook();
installStyles(document, portalStyles);
// In the right language from its first line on.
void speakOwn().then(() => {
  const app = document.createElement('portal-app') as PortalApp;
  keepAnswers(true);
  app.keeper = portalKeeper();
  document.body.append(app);
});
offerInstall();
// After the first screen: nobody waits for it.
window.addEventListener('load', () => {
  void import('../portal/pwa/new-version.ts').then(({ registerWorker }) => registerWorker());
  void import('../portal/pwa/connected.ts');
});
