// Reads what a package says it is: OpenDocument by its media type and manifest, OPC by its relations and list of types. Pure.
import { MAIN_PARTS } from './package-types.ts';

/** The media type (OpenDocument 1.3 part 2, 3.3 and 4.8.4), or that it is locked. Undefined when the two places disagree or say nothing. */
export function officeTypeOf(
  mimetype: string | undefined,
  manifest: string | undefined,
): string | 'locked' | undefined {
  if (manifest !== undefined && /<(?:[\w-]+:)?encryption-data[\s>]/.test(manifest)) return 'locked';
  const named = mimetype?.trim();
  const root = tags(manifest ?? '', 'file-entry').find((entry) => attribute(entry, 'full-path') === '/');
  const listed = root === undefined ? undefined : attribute(root, 'media-type');
  if (named === undefined || named === '') return listed === '' ? undefined : listed;
  return listed === undefined || listed === '' || listed === named ? named : undefined;
}

/** The media type of the document and its main part's name in lower case, without the leading "/". */
export function packageTypeOf(
  types: string,
  relations: string | undefined,
): { readonly mediaType: string; readonly part?: string } | undefined {
  const target = tags(relations ?? '', 'Relationship').find((tag) =>
    /\/officeDocument$/.test(attribute(tag, 'Type') ?? ''),
  );
  const part = target === undefined ? undefined : partName(attribute(target, 'Target') ?? '');
  const overrides = tags(types, 'Override').map((tag) => ({
    part: partName(attribute(tag, 'PartName') ?? ''),
    type: (attribute(tag, 'ContentType') ?? '').toLowerCase(),
  }));
  const ending = /\.([^./]+)$/.exec(part ?? '')?.[1];
  const byEnding = tags(types, 'Default').find(
    (tag) => attribute(tag, 'Extension')?.toLowerCase() === ending,
  );
  const named =
    overrides.find((override) => override.part === part)?.type ?? attribute(byEnding ?? '', 'ContentType');
  const main = named === undefined ? undefined : mediaTypeOf(named.toLowerCase());
  if (main !== undefined && part !== undefined) return { mediaType: main, part };
  // No usable relation: the only main part there is.
  for (const override of overrides) {
    const mediaType = mediaTypeOf(override.type);
    if (mediaType !== undefined) return { mediaType, part: override.part };
  }
  return undefined;
}

const mediaTypeOf = (type: string): string | undefined =>
  MAIN_PARTS.find(([name]) => type.includes(name))?.[1];

const partName = (target: string): string => target.replace(/^(\.?\/)+/, '').toLowerCase();

/** Start tags of one local name, whatever the prefix. */
function tags(xml: string, name: string): readonly string[] {
  return xml.match(new RegExp(`<(?:[\\w-]+:)?${name}\\s[^>]*>`, 'g')) ?? [];
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(tag)
    ?.slice(1)
    .find((value) => value !== undefined);
}
