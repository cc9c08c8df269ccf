// What few people need, or nobody at once: the larger page, the help for seeing, hearing and keys, the small pictures of the list. Each is
// loaded when it is asked for and not with the bundle that everybody waits for. What does not come because the server is away is asked for again.
import type { PanelSession } from '../state/panel-session.ts';
import type { PanelAccess, PanelScreen } from './panel-view.ts';

export interface Later {
  readonly screens: readonly PanelScreen[];
  readonly access: PanelAccess | undefined;
  /** Resolves when it is there, or cannot be had now. */
  readonly open: (what: 'zoom' | 'access' | 'language', key?: KeyboardEvent) => Promise<void>;
  /** The list has been drawn: its pictures may come. */
  readonly pictures: () => void;
  /** The first screen has been drawn: the code for phones may come. */
  readonly presence: () => void;
  readonly stop: () => void;
}

/** Keys that nobody presses who types with a finger: arrows, and what a telephone has besides digits. */
export const HARDWARE_KEY = /^(Arrow|Clear$|[*#]$)/;

/** What does not come is asked for again the next time. */
function once(load: () => Promise<unknown>): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    load().catch(() => {
      asked = false;
    });
  };
}

/** @param app is drawn anew when something has come. */
export function loadLater(app: HTMLElement & { requestUpdate: () => void }, panel: PanelSession): Later {
  let screens: readonly PanelScreen[] = [];
  let access: PanelAccess | undefined;
  let stopped = false;
  const away = (): void => panel.store.set({ away: true });

  const has = (name: PanelScreen['name']): boolean => screens.some((screen) => screen.name === name);

  const openZoom = async (): Promise<void> => {
    if (!has('zoom')) screens = [...screens, (await import('./zoom/zoom-screen.ts')).openZoom()];
    if (panel.store.get().screen === 'preview') panel.store.set({ screen: 'zoom' });
  };

  const openLanguage = async (): Promise<void> => {
    if (!has('language'))
      screens = [...screens, (await import('./language/language-screen.ts')).openLanguages()];
    panel.openLanguages();
  };

  const openAccess = async (key?: KeyboardEvent): Promise<void> => {
    const { openAccess: make } = await import('./access/access.ts');
    if (stopped) return;
    access ??= make(app, panel);
    if (key === undefined) panel.openDialog('access');
    else access.press(key);
  };

  return {
    get screens() {
      return screens;
    },
    get access() {
      return access;
    },
    open: (what, key) =>
      (what === 'zoom' ? openZoom() : what === 'language' ? openLanguage() : openAccess(key)).catch(away),
    pictures: once(() => import('./pictures/row-picture.ts')),
    presence: once(() => import('./presence/presence.ts')),
    stop: () => {
      stopped = true;
      access?.stop();
    },
  };
}
