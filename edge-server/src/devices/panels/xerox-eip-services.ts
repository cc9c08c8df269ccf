// The web services of a Xerox device that putting an app on its panel needs (panel-platforms.md section 1.5).
import type { SoapVersion } from '../../protocols/soap/envelope.ts';

export interface EipService {
  readonly path: string;
  readonly space: string;
  readonly version: SoapVersion;
  /** The service wants WS-Addressing headers. */
  readonly addressed: boolean;
}

export const EIP_SERVICES = {
  registration: {
    path: '/webservices/office/cuiregistration/1',
    space: 'http://www.xerox.com/webservices/office/cuiregistration/1',
    version: '1.1',
    addressed: false,
  },
  ui: {
    path: '/webservices/XConfig-UI/01',
    space: 'http://xml.namespaces.xerox.com/enterprise/XConfig-UI/1',
    version: '1.2',
    addressed: true,
  },
  security: {
    path: '/webservices/XConfig-Security/01',
    space: 'http://xml.namespaces.xerox.com/enterprise/XConfig-Security/1',
    version: '1.2',
    addressed: true,
  },
} as const satisfies Record<string, EipService>;
