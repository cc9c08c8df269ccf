// FUJIFILM and Fuji Xerox Apeos devices: an object of the browser's own, EwbClass, where pages from elsewhere see it (which is not known: it is looked
// for), and the event FxSystemEvent for what happens at the device (panel-platforms.md section 4.2).
import type { PanelPlatform } from './panel-platform.ts';

/** Native: calls that it does not know may throw or be ignored. */
interface EwbClass {
  readonly screenChange?: (name: string) => unknown;
  readonly setBeep?: (on: 0 | 1) => unknown;
}

/** It must not be called earlier than this after the page has loaded. */
const READY_MS = 100;
/** The device's own menu. */
const MENU = 'allservice';
/** A menu that does not come within this time does not come. */
const LEAVE_MS = 3000;

/** Version 5 has it at the window, 3 and 4 at the document. */
function ewb(): EwbClass | undefined {
  const places: readonly object[] = [window, document];
  for (const place of places) {
    const found = (place as { readonly EwbClass?: EwbClass | null }).EwbClass;
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

const delay = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function loaded(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((done) => window.addEventListener('load', () => done()));
}

/** A text that an event carries under this name, itself or in its detail: which of them a version does is not known. */
function carried(event: Event, name: string): string | undefined {
  const places: readonly unknown[] = [event, (event as CustomEvent<unknown>).detail];
  for (const place of places) {
    if (typeof place !== 'object' || place === null) continue;
    const value = (place as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function onSystemEvent(name: string, told: (value: string) => void): () => void {
  const hear = (event: Event): void => {
    const value = carried(event, name);
    if (value !== undefined) told(value);
  };
  document.addEventListener('FxSystemEvent', hear);
  return () => document.removeEventListener('FxSystemEvent', hear);
}

/** @param after waits so many ms. */
export function apeosPlatform(after = delay): PanelPlatform {
  const ready = loaded().then(() => after(READY_MS));

  const act = async (run: (device: EwbClass) => unknown): Promise<boolean> => {
    await ready;
    const device = ewb();
    if (device === undefined) return false;
    try {
      run(device);
      return true;
    } catch (cause) {
      console.warn(cause);
      return false;
    }
  };

  return {
    kind: 'apeos',
    exit: async () => {
      await act((device) => device.screenChange?.(MENU));
      // Where it worked there is nobody left to read this.
      await after(LEAVE_MS);
      return false;
    },
    onCard: (read) => onSystemEvent('CardId', read),
    onSwitch: (switched) => onSystemEvent('AuthState', switched),
    beep: (on) => void act((device) => device.setBeep?.(on ? 1 : 0)),
    begin: () => () => undefined,
  };
}
