// Whether the portal can be installed as an app here, and doing it. The browser says so once, early, so this is there from the start.

/** Of Chromium's; no standard has it. */
interface InstallEvent extends Event {
  readonly prompt: () => Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** `apple`: the person does it by the browser's own menu. `none`: it is installed, or cannot be. */
export type InstallWay = 'ask' | 'apple' | 'none';

let offered: InstallEvent | undefined;
const watchers = new Set<() => void>();
const tell = (): void => {
  for (const watcher of watchers) watcher();
};

export function offerInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    // It is offered where the person looks for it, not across the page.
    event.preventDefault();
    offered = event as InstallEvent;
    tell();
  });
  window.addEventListener('appinstalled', () => {
    offered = undefined;
    tell();
  });
}

export const onInstallOffer = (changed: () => void): (() => void) => {
  watchers.add(changed);
  return () => watchers.delete(changed);
};

export function installWay(): InstallWay {
  if (window.matchMedia('(display-mode: standalone)').matches) return 'none';
  if (offered !== undefined) return 'ask';
  const apple =
    /\b(?:iPhone|iPad)\b/.test(navigator.userAgent) ||
    (/\bMac OS X\b/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  const inside = (navigator as { readonly standalone?: boolean }).standalone === true;
  return apple && !inside ? 'apple' : 'none';
}

/** Only after a press. @returns whether it was installed. */
export async function install(): Promise<boolean> {
  const event = offered;
  // A browser takes each offer once.
  offered = undefined;
  const done = event !== undefined && (await event.prompt()).outcome === 'accepted';
  tell();
  return done;
}
