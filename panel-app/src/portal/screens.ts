// The portal's screens in the order of its navigation: a new one adds its line here.
import type { TemplateResult } from 'lit';
import { FILE_TEXT, USER } from '../components/icons.ts';
import type { PortalView } from './portal-view.ts';
import { documentsScreen } from './screens/documents.ts';
import { meScreen } from './screens/me.ts';
import type { Sentence } from './speech.ts';

export interface Screen {
  /** The hash in the address. */
  readonly id: string;
  readonly label: Sentence;
  readonly icon: string;
  readonly show: (view: PortalView) => TemplateResult;
}

export const SCREENS = [
  { id: 'documents', label: 'documents', icon: FILE_TEXT, show: documentsScreen },
  { id: 'me', label: 'me', icon: USER, show: meScreen },
] as const satisfies readonly Screen[];
