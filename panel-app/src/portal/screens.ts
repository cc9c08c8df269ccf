// The portal's screens, those of its navigation in their order: a new one adds its line here.
import type { TemplateResult } from 'lit';
import { FILE_TEXT, PRINTER, SLIDERS_HORIZONTAL, USER } from '../components/icons.ts';
import type { PortalView } from './portal-view.ts';
import { documentsScreen } from './screens/documents.ts';
import { meScreen } from './screens/me.ts';
import { preferencesScreen } from './screens/preferences.ts';
import { printScreen } from './screens/print.ts';
import type { Sentence } from './speech.ts';

export interface Screen {
  /** The hash in the address. */
  readonly id: string;
  readonly label: Sentence;
  readonly icon: string;
  /** The screen it is reached from; without it a screen is in the navigation. */
  readonly under?: string;
  readonly show: (view: PortalView) => TemplateResult;
}

export const SCREENS = [
  { id: 'documents', label: 'documents', icon: FILE_TEXT, show: documentsScreen },
  { id: 'me', label: 'me', icon: USER, show: meScreen },
  { id: 'preferences', label: 'preferences', icon: SLIDERS_HORIZONTAL, under: 'me', show: preferencesScreen },
  { id: 'print', label: 'print-from', icon: PRINTER, under: 'me', show: printScreen },
] as const satisfies readonly Screen[];
