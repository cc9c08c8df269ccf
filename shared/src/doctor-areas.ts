// The areas that the doctor looks at, in the order in which they are shown. Words for them are in the console's locale.

export const DOCTOR_AREAS = [
  'storage',
  'network',
  'wire',
  'clock',
  'documents',
  'printers',
  'mail',
  'people',
  'upkeep',
] as const;
export type DoctorArea = (typeof DOCTOR_AREAS)[number];
