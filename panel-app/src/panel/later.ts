// What few people need, or nobody at once: passwords and questions, the larger page, the help for seeing, hearing and keys, the small pictures. Each is
// loaded when it is asked for and not with the bundle that everybody waits for. What does not come because the server is away is asked for again.
import type { PanelSession } from '../state/panel-session.ts';
import type { ScreenName } from '../state/panel-state.ts';
import { whenOpened } from '../state/when-opened.ts';
import type { PanelAccess, PanelScreen } from './panel-view.ts';

export interface Later {
  readonly screens: readonly PanelScreen[];
  readonly access: PanelAccess | undefined;
  /** Resolves when it is there, or cannot be had now. */
  readonly open: (what: 'zoom' | 'access' | 'language', key?: KeyboardEvent) => Promise<void>;
  /** Whether that screen is one that comes when it is wanted, which is now. */
  readonly wants: (screen: ScreenName) => boolean;
  /** Of those screens, from the first time that one was wanted: resolves when they are there, or cannot be had now. */
  readonly loading: Promise<void> | undefined;
  /** The list has been drawn: its pictures may come. */
  readonly pictures: () => void;
  /** The first screen has been drawn: the code for phones may come. */
  readonly presence: () => void;
  readonly stop: () => void;
}

/** Those of screens/seldom.ts. */
const SELDOM: readonly ScreenName[] = ['password', 'pages', 'check', 'accounting'];

/** Keys that nobody presses who types with a finger: arrows, and what a telephone has besides digits. */
export const HARDWARE_KEY = /^(Arrow|Clear$|[*#]$)/;

/** @param app is drawn anew when something has come. */
export function loadLater(app: HTMLElement & { requestUpdate: () => void }, panel: PanelSession): Later {
  let screens: readonly PanelScreen[] = [];
  let access: PanelAccess | undefined;
  let stopped = false;
  const away = (): void => panel.store.set({ away: true });

  const has = (name: PanelScreen['name']): boolean => screens.some((screen) => screen.name === name);

  let loading: Promise<void> | undefined;
  const loadSeldom = async (): Promise<void> => {
    try {
      const { SELDOM_SCREENS } = await import('./screens/seldom.ts');
      screens = [...screens, ...SELDOM_SCREENS];
      app.requestUpdate();
    } catch {
      // The next time it is wanted it is asked for again; until then nobody stands before a screen that is not there.
      loading = undefined;
      panel.back();
      away();
    }
  };

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
    get loading() {
      return loading;
    },
    wants: (screen) => {
      if (!SELDOM.includes(screen) || has(screen)) return false;
      loading ??= loadSeldom();
      return true;
    },
    open: (what, key) =>
      (what === 'zoom' ? openZoom() : what === 'language' ? openLanguage() : openAccess(key)).catch(away),
    pictures: whenOpened(() => import('./pictures/row-picture.ts')),
    presence: whenOpened(() => import('./presence/presence.ts')),
    stop: () => {
      stopped = true;
      access?.stop();
    },
  };
}
