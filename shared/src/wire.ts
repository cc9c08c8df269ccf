// What plain HTTP may still be used for, from the settings that have a say in it. One place: the server's policy, the addresses that
// are put onto devices, and the console's words all read it.

/** The settings that matter here. */
export interface WireSettings {
  readonly site: { readonly panelOverHttp: boolean; readonly portalOverHttp: boolean };
  readonly secure: { readonly passwordEntry: boolean; readonly channel: boolean };
  readonly print: { readonly plain: boolean };
}

export interface PlainHttpUse {
  /** Panels of printers that are allowed to; codes then cross the network unprotected. */
  readonly panels: boolean;
  /** Portal and console, with their passwords. */
  readonly desk: boolean;
  /** Documents of computers over plain IPP. `open`: and what says whose they are; `nameless`: no password, code or secret address. */
  readonly print: 'open' | 'nameless' | 'none';
}

/**
 * "Secure password entry" is stronger than the permissions of the site: while it is on, nothing secret is taken over plain HTTP, so panels,
 * portal and console are not opened there, and a computer that prints without encryption shows no password. "Require secure channel" is
 * stronger still.
 */
export function plainHttpUse({ site, secure, print }: WireSettings): PlainHttpUse {
  const open = !secure.passwordEntry && !secure.channel;
  return {
    panels: open && site.panelOverHttp,
    desk: open && site.portalOverHttp,
    print: secure.channel || !print.plain ? 'none' : open ? 'open' : 'nameless',
  };
}

/** Queues for LPR and raw TCP know no encryption at all: "Require secure channel" closes them. */
export function plainQueuesOpen({ secure }: Pick<WireSettings, 'secure'>): boolean {
  return !secure.channel;
}
