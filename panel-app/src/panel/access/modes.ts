// What can be switched for people who see, hear or move otherwise, in the order of the dialog, each with its sign.

export const MODES = ['large', 'contrast', 'voice', 'keys'] as const;
export type Mode = (typeof MODES)[number];

/** lucide 1.62.0 "type", "contrast", "volume-2" and "hash" (licences in panel-app/NOTICE). */
export const MODE_ICONS: Readonly<Record<Mode, string>> = {
  large: 'M12 4v16M4 7V5a1 1 0 0 1 1 -1h14a1 1 0 0 1 1 1v2M9 20h6',
  contrast: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 18a6 6 0 0 0 0-12v12z',
  voice:
    'M11 4.702a.705.705 0 0 0-1.203-.498L6.413 7.587A1.4 1.4 0 0 1 5.416 8H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2.416a1.4 1.4 0 0 1 .997.413l3.383 3.384A.705.705 0 0 0 11 19.298zM16 9a5 5 0 0 1 0 6M19.364 18.364a9 9 0 0 0 0-12.728',
  keys: 'M4 9L20 9M4 15L20 15M10 3L8 21M16 3L14 21',
};
