// What a scene of the panel's gallery is: what the made-up server says, and what a person has done by then.
import type { JobView, PrinterView } from '@platen/shared/api/common';
import type { PanelStart } from '@platen/shared/api/panel';
import type { PanelPlatform } from '../src/platform/panel-platform.ts';
import type { PanelSession } from '../src/state/panel-session.ts';
import { type HandClock, settle } from './hand-clock.ts';
import type { PanelServer } from './panel-fake.ts';

export interface PanelStage {
  readonly panel: PanelSession;
  readonly server: PanelServer;
  readonly clock: HandClock;
}

export interface PanelScene {
  readonly name: string;
  /** Somebody is signed in and has these documents; without it, nobody is. */
  readonly jobs?: readonly JobView[];
  readonly printer?: Partial<PrinterView>;
  readonly start?: Partial<PanelStart>;
  /** The device whose own browser this is; without one it is nobody's. */
  readonly platform?: PanelPlatform;
  /** Before the panel asks for the first time. */
  readonly prepare?: (server: PanelServer) => void;
  readonly act?: (stage: PanelStage) => void | Promise<void>;
}

/** Presses Print, with everything chosen. */
export async function print(stage: PanelStage): Promise<void> {
  stage.panel.print();
  await settle();
}
