// The settings of printing from computers as scenes: as shipped, and on a server that cannot take Kerberos tickets.
import { settingsView } from './admin-data.ts';
import { answer } from './admin-fake.ts';
import type { AdminPicture } from './admin-picture.ts';

const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBnjCCAUSgAwIBAgICUAAwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAxMLTm9ydGhn
YXRlIENBMB4XDTI2MDEwMTAwMDAwMFoXDTM2MDEwMTAwMDAwMFowFjEUMBIGA1UE
-----END CERTIFICATE-----`;

/** The package for tickets is missing, and an authority was set. */
function incapable(): ReturnType<typeof settingsView> {
  const { groups } = settingsView();
  return {
    groups: groups.map((group) => ({
      ...group,
      settings: group.settings.map((setting) =>
        setting.key === 'print.kerberos'
          ? {
              ...setting,
              cannot:
                'The package for Kerberos is not installed here. Install libkrb5-dev (Debian, Ubuntu) or krb5-devel, run npm install, and restart.',
            }
          : setting.key === 'print.certificateAuthority'
            ? { ...setting, value: AUTHORITY }
            : setting,
      ),
    })),
  };
}

const incapableScene = { answers: { 'GET /api/admin/settings': () => answer(incapable()) } };

export const PRINT_SETTINGS_PICTURES: readonly AdminPicture[] = [
  { name: 'settings-printing', scene: {}, hash: '#settings=whose' },
  { name: 'settings-certificate', scene: incapableScene, hash: '#settings=print.certificate' },
  { name: 'settings-kerberos', scene: incapableScene, hash: '#settings=print.ke' },
];
