// The "You are at ..." screen, which a panel's code leads to; signed out, the line above signing in. What is in it is loaded when it is first opened.
import type { PortalPrinter } from '@platen/shared/api/portal';
import { html, nothing, type TemplateResult } from 'lit';
import { whenOpened } from '../../state/when-opened.ts';
import type { PortalView } from '../portal-view.ts';

const load = whenOpened(() => import('../parts/at-printer.ts'));
/** In the tab's own storage: whoever signs in came from a printer. */
export const RETURN_MARK = 'platen.at';

export function atPrinterScreen({ act, jobs }: PortalView): TemplateResult {
  load();
  return html`<portal-at-printer
    .jobs=${jobs}
    .hash=${location.hash}
    @print=${({ detail }: CustomEvent<{ jobs: readonly string[]; at: PortalPrinter }>) => act.print(detail.jobs, detail.at)}
    @released=${() => act.refresh()}
    @scanned=${() => act.redraw()}
    @signed-out=${() => act.signedOut()}
  ></portal-at-printer>`;
}

/** Above signing in, for a phone that has scanned a panel's code. */
export function atGreeting(hash: string): TemplateResult | typeof nothing {
  if (!/^#at(=|$)/.test(hash)) return nothing;
  load();
  try {
    // Single sign-on leads to another site, and from there to the beginning.
    sessionStorage.setItem(RETURN_MARK, '1');
  } catch {
    // Without a memory the code is scanned again.
  }
  return html`<portal-at-greeting .hash=${hash}></portal-at-greeting>`;
}

/** Somebody has signed in: back to the printer, if they came from one. */
export function backToPrinter(): void {
  try {
    if (sessionStorage.getItem(RETURN_MARK) === null) return;
    sessionStorage.removeItem(RETURN_MARK);
  } catch {
    return;
  }
  if (location.hash === '') location.hash = '#at';
}
