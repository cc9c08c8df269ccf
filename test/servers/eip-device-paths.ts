// The web services of a Xerox device and where they are (panel-platforms.md section 1.5).

const PATHS = {
  registration: '/webservices/office/cuiregistration/1',
  ui: '/webservices/XConfig-UI/01',
  security: '/webservices/XConfig-Security/01',
} as const;
export type EipService = keyof typeof PATHS;

export const serviceAt = (path: string): EipService | undefined =>
  (Object.keys(PATHS) as EipService[]).find((service) => PATHS[service] === path);
