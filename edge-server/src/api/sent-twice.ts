// Within which time the same document of one person counts as sent twice, ms; 0: it is not looked for.
import type { App } from '../app.ts';

export const sentTwiceMs = (app: Pick<App, 'settings'>): number =>
  app.settings.now().documents.sentTwiceMinutes * 60_000;
