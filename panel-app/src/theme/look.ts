// Light, dark, or as the device says: chosen per browser, applied on <html> where the tokens look for it.

export const LOOKS = ['system', 'light', 'dark'] as const;
export type Look = (typeof LOOKS)[number];

const KEY = 'platen.look';

const isLook = (text: string | null): text is Look => LOOKS.some((look) => look === text);

export function chosenLook(): Look {
  try {
    const stored = localStorage.getItem(KEY);
    return isLook(stored) ? stored : 'system';
  } catch {
    // Storage is switched off in this browser.
    return 'system';
  }
}

export function applyLook(look: Look = chosenLook()): void {
  if (look === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = look;
}

export function chooseLook(look: Look): void {
  applyLook(look);
  try {
    localStorage.setItem(KEY, look);
  } catch {
    // It then lasts as long as the page.
    return;
  }
}

/** Whether the page is dark now, by choice or by the device. */
export function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}
