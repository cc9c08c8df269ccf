// Getting the panel app onto a device: the routes below /api/admin/printers/:id/panel.
import * as v from 'valibot';
import { PANEL_PLATFORMS } from '../device.ts';
import { DeviceLogin } from '../device-credentials.ts';
import { TONES } from './common.ts';

/** Who does the work: the server, a person at the device led by steps, a person who only needs the address, nobody. */
export const PANEL_WAYS = ['automatic', 'guided', 'address', 'none'] as const;
export type PanelWay = (typeof PANEL_WAYS)[number];

export const PanelView = v.object({
  printerId: v.string(),
  platform: v.picklist(PANEL_PLATFORMS),
  /** The platform for a person: "Xerox EIP". */
  platformName: v.string(),
  way: v.picklist(PANEL_WAYS),
  /** How it stands, as one sentence. */
  sentence: v.string(),
  tone: v.picklist(TONES),
  /** What the device's browser opens, with its device key: a secret of this device. */
  address: v.optional(v.string()),
  /** What a person does at the device or in its web page, in order. */
  steps: v.array(v.string()),
  installedVersion: v.optional(v.string()),
  /** Unix ms. */
  installedAt: v.optional(v.number()),
  lastContactAt: v.optional(v.number()),
  /** The panel has called home since it was set up. */
  calledHome: v.boolean(),
  /** Credentials of the device's administrator are stored for this printer. */
  credentialsStored: v.boolean(),
  passwordRefused: v.boolean(),
  /** Why the last installation failed. */
  trouble: v.optional(v.object({ code: v.string(), sentence: v.string() })),
});
export type PanelView = v.InferOutput<typeof PanelView>;

/** POST install and remove: the panel as it stands now, and what is worth knowing of what was done. */
export const PanelDone = v.object({ panel: PanelView, notes: v.array(v.string()) });
export type PanelDone = v.InferOutput<typeof PanelDone>;

/** digest: the password itself never leaves the server. text: for devices that know no digest; inside TLS only. */
const PASSWORD_STYLES = ['digest', 'text'] as const;

const Access = {
  /** Of the device's administrator, for this one use; else the stored ones. */
  credentials: v.optional(DeviceLogin),
  passwordStyle: v.optional(v.picklist(PASSWORD_STYLES)),
  /** Where the device has no HTTPS and the printer may use HTTP: sign in by digest without TLS. */
  digestOverHttp: v.optional(v.boolean()),
};

/** POST /api/admin/printers/:id/panel/install */
export const PanelInstall = v.object({
  ...Access,
  /** What the profile says unless told. */
  platform: v.optional(v.picklist(PANEL_PLATFORMS)),
  /** Give the device this server's certificate, for devices that check it. */
  installCertificate: v.optional(v.boolean()),
  /** Make the app the first thing people see. */
  defaultScreen: v.optional(v.boolean()),
});
export type PanelInstall = v.InferOutput<typeof PanelInstall>;

/** POST /api/admin/printers/:id/panel/remove */
export const PanelRemove = v.object(Access);
export type PanelRemove = v.InferOutput<typeof PanelRemove>;
