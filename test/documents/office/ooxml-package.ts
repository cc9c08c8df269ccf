// Puts Office Open XML parts together (ISO 29500-2): types, relations, and the parts themselves.
import { writeZip, type ZipPart } from './write-zip.ts';

export const OOXML_TYPE = 'application/vnd.openxmlformats-officedocument.';
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export interface Relation {
  readonly id: string;
  /** The last word of the relation's type, or the whole type. */
  readonly type: string;
  readonly target: string;
  readonly external?: boolean;
}

export interface Part {
  /** Without the leading "/". */
  readonly name: string;
  /** Content type; absent where the ending tells. */
  readonly type?: string;
  readonly data: string | Uint8Array;
  readonly relations?: readonly Relation[];
}

/** `main` first. `deflate` packs what is worth it, as every program does. */
export function ooxmlPackage(main: Part, parts: readonly Part[] = [], deflate = true): Buffer {
  const all = [main, ...parts];
  const overrides = all
    .filter(({ type }) => type !== undefined)
    .map(({ name, type }) => `<Override PartName="/${name}" ContentType="${type}"/>`);
  const endings = { png: 'image/png', jpg: 'image/jpeg', svg: 'image/svg+xml', emf: 'image/x-emf', bin: 'application/octet-stream' };
  const defaults = Object.entries(endings).map(([ending, type]) => `<Default Extension="${ending}" ContentType="${type}"/>`);
  const types = `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${defaults.join('')}${overrides.join('')}</Types>`;
  const files: ZipPart[] = [
    { name: '[Content_Types].xml', data: types, deflate },
    { name: '_rels/.rels', data: relationsXml([{ id: 'rId1', type: 'officeDocument', target: main.name }]), deflate },
  ];
  for (const { name, data, relations = [] } of all) {
    files.push({ name, data, deflate });
    if (relations.length === 0) continue;
    const slash = name.lastIndexOf('/');
    const list = `${name.slice(0, slash + 1)}_rels/${name.slice(slash + 1)}.rels`;
    files.push({ name: list, data: relationsXml(relations), deflate });
  }
  return writeZip(files);
}

function relationsXml(relations: readonly Relation[]): string {
  const items = relations.map(({ id, type, target, external }) => {
    const whole = type.includes(':') ? type : `${RELATIONS}/${type}`;
    return `<Relationship Id="${id}" Type="${whole}" Target="${escapeXml(target)}"${external === true ? ' TargetMode="External"' : ''}/>`;
  });
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
