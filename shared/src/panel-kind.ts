// The three makings of the panel: for browsers of today, for those of the ES5 era, and plain forms for everything below.

export const PANEL_KINDS = ['modern', 'legacy', 'plain'] as const;
export type PanelKind = (typeof PANEL_KINDS)[number];

export const isPanelKind = (text: string | undefined): text is PanelKind =>
  PANEL_KINDS.some((kind) => kind === text);
