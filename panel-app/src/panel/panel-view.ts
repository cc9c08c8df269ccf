// What a screen is given and what it gives back. Screens are functions of the state: they keep nothing and call nothing by themselves.
import type { nothing, TemplateResult } from 'lit';
import type { NoticeOptions } from '../components/notice.ts';
import type { TypingKeys } from '../state/document-password.ts';
import type { PanelSession } from '../state/panel-session.ts';
import type { PanelState, ScreenName } from '../state/panel-state.ts';

export interface PanelView {
  readonly state: PanelState;
  readonly panel: PanelSession;
  /** Unix ms. */
  readonly now: number;
  readonly room: Room;
  readonly ways: PanelWays | undefined;
  readonly device: PanelDevice | undefined;
  /** Loads what few people need, and shows it. */
  readonly open: (what: 'zoom' | 'access' | 'language') => void;
}

/** What the other ways to sign in bring along; loaded where the site has any (ways/ways.ts). */
export interface PanelWays {
  readonly screens: readonly PanelScreen[];
  /** The screen that is shown: where no code is taken, another one is the first. */
  readonly at: (state: PanelState) => ScreenName;
  /** The email address beside the code, and the keyboard it is typed on. */
  readonly email: (view: PanelView) => TemplateResult;
  readonly letters: (view: PanelView) => TemplateResult;
  /** Below the code. */
  readonly hint: (view: PanelView) => string | undefined;
  /** Leads to the choice of ways, in the bar of the first screen. */
  readonly barKey: (view: PanelView) => TemplateResult | undefined;
  /** Takes what is typed on these screens. */
  readonly keys: (screen: ScreenName) => TypingKeys | undefined;
  readonly stop: () => void;
}

/** Display, keys and speech for people who see, hear or move otherwise (access/access.ts). */
export interface PanelAccess {
  /** What can be switched. */
  readonly dialog: () => TemplateResult;
  /** Takes a key of a keypad that was pressed before this was loaded. */
  readonly press: (event: KeyboardEvent) => void;
  /** Everything as it was, for whoever comes next. */
  readonly stop: () => void;
}

/** What the panel has more on a device's own browser (device/open-device.ts). */
export interface PanelDevice {
  /** In the bar: back to the device's menu; on a short display also `below`. */
  readonly keys: (view: PanelView) => TemplateResult | typeof nothing;
  /** Below the code: going on as whoever is signed in at the device. */
  readonly below: (view: PanelView) => TemplateResult | typeof nothing;
  /** Below the code, before anything else that stands there. */
  readonly hint: () => string | undefined;
  /** The app came to the front, or left it. */
  readonly front: (here: boolean) => void;
  readonly stop: () => void;
}

/** What the display has room for; sizes and places are CSS, this is only what CSS cannot decide. */
export interface Room {
  /** 640 x 240 and the like: one column, actions in a rail at the right. */
  readonly short: boolean;
  /** Options beside the preview; the others are one press away. */
  readonly options: number;
}

export interface PanelScreen {
  readonly name: ScreenName;
  /** Laid out as this other screen. */
  readonly place?: ScreenName;
  readonly title: (view: PanelView) => string;
  /** The way back, in the bar. */
  readonly back?: (view: PanelView) => { readonly label: string; readonly press: () => void } | undefined;
  /** What must not be missed; a short display shows it in place of the bar's title. */
  readonly urgent?: (view: PanelView) => NoticeOptions | undefined;
  readonly body: (view: PanelView) => TemplateResult;
  /** The acts of the screen: below the body, at its right on a short display. */
  readonly foot?: (view: PanelView) => TemplateResult;
}

/** @param height of the display in CSS px: 480 has room for three options beside a page, 600 for four, 800 for six. */
export function roomFor(height: number): Room {
  return { short: height <= 320, options: height >= 760 ? 6 : height >= 580 ? 4 : height > 320 ? 3 : 0 };
}
