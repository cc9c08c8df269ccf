// The printers as the portal shows them: found by words and site, each with what it says of itself now. No addresses, nothing of its administration.
import type { PortalPrinter, PortalPrinters, PrintersQuery } from '@platen/shared/api/portal';
import type { Saying } from '@platen/shared/say/saying';
import { readSitePlaces } from '@platen/shared/site-places';
import type { InferOutput } from 'valibot';
import type { App } from '../app.ts';
import { trayLabel } from '../devices/condition-sentence.ts';
import { paperWords } from '../devices/paper-words.ts';
import type { PrinterRow } from '../devices/printers.ts';
import { isUsual, listSites, searchPrinters } from '../devices/search-printers.ts';
import { upright } from '../flow/release/preflight/needs.ts';
import { lastPrinter } from '../flow/store/read-jobs.ts';
import { accountingAsked, accountingAt } from '../people/accounting-answers.ts';
import type { CallerOf } from './route.ts';
import { printerView } from './views/printer-view.ts';

/** In a list of printers nobody looks for the last second; each is asked anew when it is printed to. */
const LIST_LOOK_MS = 30_000;
/** More than a phone shows at once, and no more printers are asked than are shown. */
const PAGE = 30;

type Known = Parameters<typeof accountingAsked>[1];

/** Who looks, and in which language. */
type Reader = Pick<CallerOf['portal-user'], 'userId' | 'saying'>;

interface Around {
  readonly last: string | undefined;
  readonly known: ReadonlyMap<string, Known>;
  readonly saying: Saying;
  /** What it has just said; absent: what is known, and it is asked behind. */
  readonly looked?: ReturnType<App['watch']['known']>;
}

export const mayPrintTo = (app: App, row: PrinterRow): boolean => {
  const { fromPortal } = app.settings.now().delivery;
  const open = fromPortal === 'all' || (fromPortal === 'queues' && row.kind === 'queue');
  return open && row.enabled && row.removedAt === null;
};

export function portalPrinter(
  app: App,
  row: PrinterRow,
  { last, known, saying, looked: told }: Around,
): PortalPrinter {
  const looked = told ?? app.watch.look(row, LIST_LOOK_MS);
  const accounting = accountingAsked(app.accountingNeed(row), known.get(row.id) ?? {});
  const ready = looked.capabilities?.mediaReady ?? row.capabilities?.mediaReady ?? [];
  const papers = ready.flatMap((one) =>
    one.width > 0 && one.height > 0 ? [saying.told(paperWords(upright(one)))] : [],
  );
  const { trays = [], supplies = [] } = looked;
  return {
    printer: printerView(row, looked, saying),
    kind: row.kind,
    isDefault: isUsual(row, app.settings.now().delivery.defaultPrinter),
    ...(row.id === last ? { usedLast: true } : {}),
    loaded: [...new Set(papers)],
    ...(trays.length === 0
      ? {}
      : {
          trays: trays.map(({ name, media, level }) => ({
            name: saying.told(trayLabel(name)),
            ...(media === undefined ? {} : { media: saying.told(media) }),
            ...(level === undefined ? {} : { level }),
          })),
        }),
    ...(supplies.length === 0
      ? {}
      : {
          supplies: supplies.map(({ name, level }) => (level === undefined ? { name } : { name, level })),
        }),
    ...(accounting === undefined ? {} : { accounting }),
  };
}

export async function portalPrinters(
  app: App,
  { userId, saying }: Reader,
  { search, site, near, offset }: InferOutput<typeof PrintersQuery>,
): Promise<PortalPrinters> {
  const { delivery, site: of } = app.settings.now();
  if (delivery.fromPortal === 'none') return { printers: [], total: 0, sites: [] };
  const queuesOnly = delivery.fromPortal === 'queues';
  const { found, sites, last, known } = await app.db.read(async (tx) => {
    const printed = await lastPrinter(tx, userId);
    const page = await searchPrinters(tx, {
      search,
      site,
      near,
      queuesOnly,
      usual: delivery.defaultPrinter,
      last: printed,
      limit: PAGE,
      offset,
    });
    const ids = page.rows.map(({ id }) => id);
    return {
      found: page,
      sites: await listSites(tx, queuesOnly),
      last: printed,
      known: await accountingAt(tx, userId, ids),
    };
  });
  const places = new Map(readSitePlaces(of.places).map((place) => [place.site.toLowerCase(), place]));
  return {
    printers: found.rows.map((row) => portalPrinter(app, row, { last, known, saying })),
    total: found.total,
    sites: sites.map((one) => {
      const place = places.get(one.name.toLowerCase());
      return {
        ...one,
        ...(place === undefined ? {} : { latitude: place.latitude, longitude: place.longitude }),
      };
    }),
  };
}

/** One of them, asked now. */
export async function portalPrinterNow(
  app: App,
  { userId, saying }: Reader,
  row: PrinterRow,
): Promise<PortalPrinter> {
  const [looked, [last, known]] = await Promise.all([
    app.watch.ask(row),
    app.db.read(
      async (tx) => [await lastPrinter(tx, userId), await accountingAt(tx, userId, [row.id])] as const,
    ),
  ]);
  return portalPrinter(app, row, { last, known, saying, looked });
}
