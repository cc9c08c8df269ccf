// How the panel of a printer stands, as the console and the command line show it. Pure.
import type { PanelView } from '@platen/shared/api/panel-install';
import { fillSentence } from '@platen/shared/app-error';
import type { PanelState } from '@platen/shared/device';
import { ERRORS, isErrorCode } from '@platen/shared/error-table';
import type { PanelPlatformPlugin } from './panel-platform.ts';

export interface PanelLook {
  readonly printerId: string;
  readonly plugin: PanelPlatformPlugin;
  readonly state: PanelState;
  /** What the device is to open, or the sentence why there is no such address. */
  readonly address:
    | { readonly ok: true; readonly url: string }
    | { readonly ok: false; readonly sentence: string };
  readonly credentialsStored: boolean;
  /** Values for the sentence of the last trouble, where they are still known. */
  readonly troubleValues: Readonly<Record<string, string | number>> | undefined;
}

/** It was set up, and its panel called home after that. */
export const calledHome = ({ installedAt, lastContactAt }: PanelState): boolean =>
  installedAt !== undefined && lastContactAt !== undefined && lastContactAt > installedAt;

export function panelView(look: PanelLook): PanelView {
  const { plugin, state, address } = look;
  const hasPanel = plugin.way !== 'none';
  const trouble = state.trouble === undefined ? undefined : saidOf(state.trouble, look.troubleValues ?? {});
  return {
    printerId: look.printerId,
    platform: plugin.platform,
    platformName: plugin.name,
    way: plugin.way,
    ...standing(look, trouble),
    ...(hasPanel && address.ok ? { address: address.url } : {}),
    steps: !hasPanel ? [] : address.ok ? [...plugin.steps(address.url)] : [address.sentence],
    ...(state.installedVersion === undefined ? {} : { installedVersion: state.installedVersion }),
    ...(state.installedAt === undefined ? {} : { installedAt: state.installedAt }),
    ...(state.lastContactAt === undefined ? {} : { lastContactAt: state.lastContactAt }),
    calledHome: calledHome(state),
    credentialsStored: look.credentialsStored,
    passwordRefused: state.passwordRefused === true,
    ...(trouble === undefined || state.trouble === undefined
      ? {}
      : { trouble: { code: state.trouble, sentence: trouble } }),
  };
}

function standing(look: PanelLook, trouble: string | undefined): Pick<PanelView, 'sentence' | 'tone'> {
  const { plugin, state } = look;
  if (plugin.way === 'none') return { sentence: ERRORS['panel-none'].user, tone: 'quiet' };
  if (trouble !== undefined) return { sentence: trouble, tone: 'bad' };
  if (state.passwordRefused === true) return { sentence: ERRORS['panel-password-held'].user, tone: 'bad' };
  if (!look.address.ok) return { sentence: look.address.sentence, tone: 'bad' };
  if (state.installedAt === undefined) {
    return state.lastContactAt === undefined
      ? { sentence: 'Not set up yet.', tone: 'quiet' }
      : { sentence: 'Not set up here, but its panel has called home.', tone: 'quiet' };
  }
  if (calledHome(state)) return { sentence: 'Set up, and the panel has called home.', tone: 'ok' };
  return plugin.way === 'automatic'
    ? { sentence: 'Installed. Nobody has opened it at the device yet.', tone: 'quiet' }
    : { sentence: 'The panel has not called home since it was set up.', tone: 'warn' };
}

/** The sentences of a code; one whose values are not known any more is left out. */
function saidOf(code: string, values: Readonly<Record<string, string | number>>): string {
  if (!isErrorCode(code)) return ERRORS['panel-answer'].user;
  const whole = fillSentence(ERRORS[code].user, values);
  const known = whole.split(/(?<=[.?!]) /).filter((sentence) => !/\{\w+\}/.test(sentence));
  return known.length === 0 ? 'The last installation failed. Try again.' : known.join(' ');
}
