// The numbers of IPP with their registered names (RFC 8010 section 3.5, RFC 8011 section 5.4.15 and appendix B, PWG
// 5100.x, IANA registry). The keys are the registered names letter for letter, so that a log, a standard and this
// code use one word.

/** Operations (RFC 8011 section 5.4.15; from 0x16 RFC 3995, 3996, 3998, PWG 5100.5, 5100.11 and 5100.13). */
export const operations = {
  'Print-Job': 0x0002,
  'Print-URI': 0x0003,
  'Validate-Job': 0x0004,
  'Create-Job': 0x0005,
  'Send-Document': 0x0006,
  'Send-URI': 0x0007,
  'Cancel-Job': 0x0008,
  'Get-Job-Attributes': 0x0009,
  'Get-Jobs': 0x000a,
  'Get-Printer-Attributes': 0x000b,
  'Hold-Job': 0x000c,
  'Release-Job': 0x000d,
  'Restart-Job': 0x000e,
  'Pause-Printer': 0x0010,
  'Resume-Printer': 0x0011,
  'Purge-Jobs': 0x0012,
  'Set-Printer-Attributes': 0x0013,
  'Set-Job-Attributes': 0x0014,
  'Get-Printer-Supported-Values': 0x0015,
  'Create-Printer-Subscriptions': 0x0016,
  'Create-Job-Subscriptions': 0x0017,
  'Get-Subscription-Attributes': 0x0018,
  'Get-Subscriptions': 0x0019,
  'Renew-Subscription': 0x001a,
  'Cancel-Subscription': 0x001b,
  'Get-Notifications': 0x001c,
  'Enable-Printer': 0x0022,
  'Disable-Printer': 0x0023,
  'Pause-Printer-After-Current-Job': 0x0024,
  'Hold-New-Jobs': 0x0025,
  'Release-Held-New-Jobs': 0x0026,
  'Restart-Printer': 0x0029,
  'Shutdown-Printer': 0x002a,
  'Startup-Printer': 0x002b,
  'Reprocess-Job': 0x002c,
  'Cancel-Current-Job': 0x002d,
  'Suspend-Current-Job': 0x002e,
  'Resume-Job': 0x002f,
  'Promote-Job': 0x0030,
  'Schedule-Job-After': 0x0031,
  'Cancel-Document': 0x0033,
  'Get-Document-Attributes': 0x0034,
  'Get-Documents': 0x0035,
  'Set-Document-Attributes': 0x0037,
  'Cancel-Jobs': 0x0038,
  'Cancel-My-Jobs': 0x0039,
  'Resubmit-Job': 0x003a,
  'Close-Job': 0x003b,
  'Identify-Printer': 0x003c,
  'Validate-Document': 0x003d,
} as const;

/** Status codes (RFC 8011 appendix B; 0x0417 and up from PWG 5100.13 and the IANA registry). */
export const statusCodes = {
  'successful-ok': 0x0000,
  'successful-ok-ignored-or-substituted-attributes': 0x0001,
  'successful-ok-conflicting-attributes': 0x0002,
  'successful-ok-ignored-subscriptions': 0x0003,
  'successful-ok-too-many-events': 0x0005,
  'successful-ok-events-complete': 0x0007,
  'client-error-bad-request': 0x0400,
  'client-error-forbidden': 0x0401,
  'client-error-not-authenticated': 0x0402,
  'client-error-not-authorized': 0x0403,
  'client-error-not-possible': 0x0404,
  'client-error-timeout': 0x0405,
  'client-error-not-found': 0x0406,
  'client-error-gone': 0x0407,
  'client-error-request-entity-too-large': 0x0408,
  'client-error-request-value-too-long': 0x0409,
  'client-error-document-format-not-supported': 0x040a,
  'client-error-attributes-or-values-not-supported': 0x040b,
  'client-error-uri-scheme-not-supported': 0x040c,
  'client-error-charset-not-supported': 0x040d,
  'client-error-conflicting-attributes': 0x040e,
  'client-error-compression-not-supported': 0x040f,
  'client-error-compression-error': 0x0410,
  'client-error-document-format-error': 0x0411,
  'client-error-document-access-error': 0x0412,
  'client-error-attributes-not-settable': 0x0413,
  'client-error-ignored-all-subscriptions': 0x0414,
  'client-error-too-many-subscriptions': 0x0415,
  'client-error-document-password-error': 0x0418,
  'client-error-document-permission-error': 0x0419,
  'client-error-document-security-error': 0x041a,
  'client-error-document-unprintable-error': 0x041b,
  'client-error-account-info-needed': 0x041c,
  'client-error-account-closed': 0x041d,
  'client-error-account-limit-reached': 0x041e,
  'client-error-account-authorization-failed': 0x041f,
  'client-error-not-fetchable': 0x0420,
  'server-error-internal-error': 0x0500,
  'server-error-operation-not-supported': 0x0501,
  'server-error-service-unavailable': 0x0502,
  'server-error-version-not-supported': 0x0503,
  'server-error-device-error': 0x0504,
  'server-error-temporary-error': 0x0505,
  'server-error-not-accepting-jobs': 0x0506,
  'server-error-busy': 0x0507,
  'server-error-job-canceled': 0x0508,
  'server-error-multiple-document-jobs-not-supported': 0x0509,
  'server-error-printer-is-deactivated': 0x050a,
  'server-error-too-many-jobs': 0x050b,
  'server-error-too-many-documents': 0x050c,
} as const;

/** job-state (RFC 8011 section 5.3.7). States from canceled upwards are final. */
export const jobStates = {
  pending: 3,
  'pending-held': 4,
  processing: 5,
  'processing-stopped': 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;

/** printer-state (RFC 8011 section 5.4.11). */
export const printerStates = { idle: 3, processing: 4, stopped: 5 } as const;

/** orientation-requested (RFC 8011 section 5.2.10; none from PWG 5100.13). */
export const orientations = {
  portrait: 3,
  landscape: 4,
  'reverse-landscape': 5,
  'reverse-portrait': 6,
  none: 7,
} as const;

/** print-quality (RFC 8011 section 5.2.13). */
export const printQualities = { draft: 3, normal: 4, high: 5 } as const;

/** Units of a resolution value (RFC 8010 section 3.9, from the Printer MIB). */
export const resolutionUnits = { dpi: 3, dpcm: 4 } as const;

/** finishings (PWG 5100.1). A printer is sent these numbers, taken from its own finishings-supported. */
export const finishings = {
  none: 3,
  staple: 4,
  punch: 5,
  cover: 6,
  bind: 7,
  'saddle-stitch': 8,
  'edge-stitch': 9,
  fold: 10,
  trim: 11,
  bale: 12,
  'booklet-maker': 13,
  'jog-offset': 14,
  coat: 15,
  laminate: 16,
  'staple-top-left': 20,
  'staple-bottom-left': 21,
  'staple-top-right': 22,
  'staple-bottom-right': 23,
  'edge-stitch-left': 24,
  'edge-stitch-top': 25,
  'edge-stitch-right': 26,
  'edge-stitch-bottom': 27,
  'staple-dual-left': 28,
  'staple-dual-top': 29,
  'staple-dual-right': 30,
  'staple-dual-bottom': 31,
  'staple-triple-left': 32,
  'staple-triple-top': 33,
  'staple-triple-right': 34,
  'staple-triple-bottom': 35,
  'bind-left': 50,
  'bind-top': 51,
  'bind-right': 52,
  'bind-bottom': 53,
  'trim-after-pages': 60,
  'trim-after-documents': 61,
  'trim-after-copies': 62,
  'trim-after-job': 63,
  'punch-top-left': 70,
  'punch-bottom-left': 71,
  'punch-top-right': 72,
  'punch-bottom-right': 73,
  'punch-dual-left': 74,
  'punch-dual-top': 75,
  'punch-dual-right': 76,
  'punch-dual-bottom': 77,
  'punch-triple-left': 78,
  'punch-triple-top': 79,
  'punch-triple-right': 80,
  'punch-triple-bottom': 81,
  'punch-quad-left': 82,
  'punch-quad-top': 83,
  'punch-quad-right': 84,
  'punch-quad-bottom': 85,
  'punch-multiple-left': 86,
  'punch-multiple-top': 87,
  'punch-multiple-right': 88,
  'punch-multiple-bottom': 89,
  'fold-accordion': 90,
  'fold-double-gate': 91,
  'fold-gate': 92,
  'fold-half': 93,
  'fold-half-z': 94,
  'fold-left-gate': 95,
  'fold-letter': 96,
  'fold-parallel': 97,
  'fold-poster': 98,
  'fold-right-gate': 99,
  'fold-z': 100,
  'fold-engineering-z': 101,
} as const;

export type OperationName = keyof typeof operations;
export type StatusName = keyof typeof statusCodes;
export type JobStateName = keyof typeof jobStates;
export type PrinterStateName = keyof typeof printerStates;
export type FinishingName = keyof typeof finishings;

function namesByCode<Name extends string>(codes: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> {
  return new Map((Object.entries(codes) as [Name, number][]).map(([name, code]) => [code, name]));
}

const operationNames = namesByCode(operations);
const statusNames = namesByCode(statusCodes);
const jobStateNames = namesByCode(jobStates);
const printerStateNames = namesByCode(printerStates);
const finishingNames = namesByCode(finishings);

/** Each answers undefined for a code that is not registered here: printers do send vendor codes. */
export const operationName = (code: number): OperationName | undefined => operationNames.get(code);
export const statusName = (code: number): StatusName | undefined => statusNames.get(code);
export const jobStateName = (code: number): JobStateName | undefined => jobStateNames.get(code);
export const printerStateName = (code: number): PrinterStateName | undefined => printerStateNames.get(code);
export const finishingName = (code: number): FinishingName | undefined => finishingNames.get(code);

/** successful-* (RFC 8011 appendix B.1: 0x0000 to 0x00FF). */
export const isSuccess = (statusCode: number): boolean => statusCode >= 0 && statusCode <= 0x00ff;
