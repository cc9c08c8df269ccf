// What a source of wrong codes is called for a person: the printer at whose panel they were typed, or the network they came from.
import { printerNames } from '../../flow/store/read-jobs.ts';

type Tx = Parameters<typeof printerNames>[0];

const PANEL = 'panel:';

export const isPanelSource = (source: string): boolean => source.startsWith(PANEL);

/** "panel:<id>" -> its printer's name; "network:10.1.2.0/24" -> "10.1.2.0/24". */
export async function guessSourceNames(
  tx: Tx,
  sources: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = sources.filter(isPanelSource).map((source) => source.slice(PANEL.length));
  const names = await printerNames(tx, ids);
  return new Map(
    sources.map((source) => {
      const rest = source.slice(source.indexOf(':') + 1);
      return [source, isPanelSource(source) ? (names.get(rest) ?? 'a printer that is gone') : rest];
    }),
  );
}
