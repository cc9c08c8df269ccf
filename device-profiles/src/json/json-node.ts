// A value of a JSON text together with where it stands.

/** `at` and `keyAt` are offsets into the text, in UTF-16 units. */
export type JsonNode =
  | { readonly kind: 'object'; readonly at: number; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly at: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'scalar'; readonly at: number; readonly value: string | number | boolean | null };

export interface JsonMember {
  readonly key: string;
  readonly keyAt: number;
  readonly value: JsonNode;
}

/** The value as JSON.parse gives it. */
export function plainValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'array':
      return node.items.map(plainValue);
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plainValue(value)]));
  }
}

export type JsonPath = readonly (string | number)[];

/** The value at `path`, else the innermost one on the way that is there. */
export function nodeAt(root: JsonNode, path: JsonPath): JsonNode {
  let node = root;
  for (const step of path) {
    const next = childOf(node, step);
    if (next === undefined) break;
    node = next;
  }
  return node;
}

/** Where the key of the member at `path` stands; undefined when there is no such member. */
export function keyAt(root: JsonNode, path: JsonPath): number | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path.at(-1);
  return parent.kind === 'object' ? parent.members.find(({ key }) => key === last)?.keyAt : undefined;
}

function childOf(node: JsonNode, step: string | number): JsonNode | undefined {
  if (node.kind === 'array' && typeof step === 'number') return node.items[step];
  if (node.kind === 'object') return node.members.find(({ key }) => key === step)?.value;
  return undefined;
}
