// What plain HTTP may still be used for, from the settings that have a say in it. One place: the server's policy, the addresses that
// are put onto devices, and the console's words all read it.

/** The settings that matter here. */
export interface WireSettings {
  readonly site: { readonly panelOverHttp: boolean; readonly portalOverHttp: boolean };
  readonly secure: { readonly passwordEntry: boolean; readonly channel: boolean };
}

export interface PlainHttpUse {
  /** Panels of printers that are allowed to; codes then cross the network unprotected. */
  readonly panels: boolean;
  /** Portal and console, with their passwords. */
  readonly desk: boolean;
}

/**
 * "Secure password entry" is stronger than the two permissions of the site: while it is on, nothing can be typed over plain HTTP, so
 * nothing is opened there. "Require secure channel" is stronger still.
 */
export function plainHttpUse({ site, secure }: WireSettings): PlainHttpUse {
  const open = !secure.passwordEntry && !secure.channel;
  return { panels: open && site.panelOverHttp, desk: open && site.portalOverHttp };
}
