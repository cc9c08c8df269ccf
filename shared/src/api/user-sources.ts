// Where accounts of people come from, and what of them a list may show.

export const USER_SOURCES = ['console', 'mail', 'portal', 'directory', 'openid', 'guest'] as const;
export type UserSource = (typeof USER_SOURCES)[number];

/** all: everybody but guests. waiting: with documents that wait. off: switched off. */
export const USER_SHOWS = ['all', 'waiting', 'off', ...USER_SOURCES] as const;
export type UserShow = (typeof USER_SHOWS)[number];
