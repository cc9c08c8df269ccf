// What is known of a device beside what it can print: who it says it is, what its accounting asks for, the panel app on it.
import * as v from 'valibot';

/** Each as the device told it, cut to one clean line. */
export const DeviceIdentity = v.object({
  /** IPP printer-make-and-model, else hrDeviceDescr. */
  makeAndModel: v.optional(v.string()),
  sysDescr: v.optional(v.string()),
  /** Dotted, without a leading dot. */
  sysObjectId: v.optional(v.string()),
  /** IEEE 1284 device id: "MFG:...;MDL:...;CMD:...;". */
  deviceId: v.optional(v.string()),
  serial: v.optional(v.string()),
  /** printer-uuid without "urn:uuid:". */
  uuid: v.optional(v.string()),
  hostName: v.optional(v.string()),
});
export type DeviceIdentity = v.InferOutput<typeof DeviceIdentity>;

/** What must be given with a job: nothing, job-accounting-user-id, job-account-id, or both. */
export const ACCOUNTING_NEEDS = ['none', 'user', 'account', 'user-and-account'] as const;
export type AccountingNeed = (typeof ACCOUNTING_NEEDS)[number];

/** How accounting data travels: as IPP job attributes, in PJL (Xerox or Fuji Xerox words), or in an XPIF ticket. */
export const ACCOUNTING_STYLES = ['none', 'ipp', 'pjl-xerox', 'pjl-fujixerox', 'xpif'] as const;
export type AccountingStyle = (typeof ACCOUNTING_STYLES)[number];

/** xerox-eip: registered over SOAP; apeos-external-access: a person types the address; browser: any other; none: no panel. */
export const PANEL_PLATFORMS = ['xerox-eip', 'apeos-external-access', 'browser', 'none'] as const;
export type PanelPlatform = (typeof PANEL_PLATFORMS)[number];

export const PanelState = v.object({
  platform: v.picklist(PANEL_PLATFORMS),
  /** Version of the panel app that is registered on the device; absent where none is known to be. */
  installedVersion: v.optional(v.string()),
  /** Address the device was told to open. */
  url: v.optional(v.string()),
  /** Unix ms. */
  installedAt: v.optional(v.number()),
  /** Unix ms of the last time this device's panel called home. */
  lastContactAt: v.optional(v.number()),
  /** Error-table code of the last installation that failed; gone after one that worked. */
  trouble: v.optional(v.string()),
  /** No further try with the stored password before a person has changed it: three wrong ones lock us out for an hour. */
  passwordRefused: v.optional(v.boolean()),
});
export type PanelState = v.InferOutput<typeof PanelState>;
