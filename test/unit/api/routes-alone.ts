// The list of routes without a server behind it: for tests that look at what routes declare and call none of them.
import type { Route } from '@platen/edge-server/api/route';
import { allRoutes } from '@platen/edge-server/api/routes';
import type { App } from '@platen/edge-server/app';

/** Whatever a list of routes asks for while it is made, it gets something that can be asked further. */
function anything(): unknown {
  return new Proxy(() => undefined, {
    get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : anything()),
    apply: () => anything(),
  });
}

export const routesAlone = (): Route[] => allRoutes(anything() as App);
