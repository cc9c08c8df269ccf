// The portal's screens, those of its navigation in their order: a new one adds its line here.
import type { TemplateResult } from 'lit';
import { CLOCK, FILE_TEXT, PRINTER, SLIDERS_HORIZONTAL, USER } from '../components/icons.ts';
import type { PortalView } from './portal-view.ts';
import { atPrinterScreen } from './screens/at-printer.ts';
import { documentsScreen } from './screens/documents.ts';
import { historyScreen } from './screens/history.ts';
import { meScreen } from './screens/me.ts';
import { preferencesScreen } from './screens/preferences.ts';
import { printScreen } from './screens/print.ts';
import { printersScreen } from './screens/printers.ts';
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
  { id: 'printers', label: 'printers', icon: PRINTER, show: printersScreen },
  { id: 'history', label: 'history', icon: CLOCK, show: historyScreen },
  { id: 'me', label: 'me', icon: USER, show: meScreen },
  { id: 'preferences', label: 'preferences', icon: SLIDERS_HORIZONTAL, under: 'me', show: preferencesScreen },
  { id: 'print', label: 'print-from', icon: PRINTER, under: 'me', show: printScreen },
  { id: 'at', label: 'printers', icon: PRINTER, under: 'printers', show: atPrinterScreen },
] as const satisfies readonly Screen[];
