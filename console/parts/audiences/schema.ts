/** The parts of a JSON Schema that a form is made from. */
export interface SchemaNode {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** How a value is asked for. */
export type Field =
  | { readonly is: 'choices'; readonly values: readonly string[] }
  | { readonly is: 'yes-or-no' }
  | { readonly is: 'number'; readonly min?: number; readonly max?: number }
  | { readonly is: 'text' }
  | { readonly is: 'texts' }
  | { readonly is: 'parts'; readonly parts: readonly (readonly [name: string, node: SchemaNode])[] }
  | { readonly is: 'group' }
  | { readonly is: 'groups' };

/** How a form asks for what a schema accepts. A kind that nobody has thought of is asked for as text. */
export function fieldOf(node: SchemaNode): Field {
  if (node.$ref !== undefined) return { is: 'group' };
  const list = [node, ...(node.anyOf ?? [])].find(({ type }) => type === 'array');
  if (list?.items?.$ref !== undefined) return { is: 'groups' };
  const values = [node, ...(node.anyOf ?? [])].flatMap((form) => form.enum ?? form.items?.enum ?? []);
  if (values.length > 0) return { is: 'choices', values: [...new Set(values)] };
  if (list !== undefined) return { is: 'texts' };
  if (node.type === 'boolean') return { is: 'yes-or-no' };
  if (node.type === 'integer' || node.type === 'number')
    return {
      is: 'number',
      ...(node.minimum !== undefined && { min: node.minimum }),
      ...(node.maximum !== undefined && node.maximum < 1e9 && { max: node.maximum }),
    };
  if (node.properties !== undefined) return { is: 'parts', parts: Object.entries(node.properties) };
  return { is: 'text' };
}

/** What an audience may consist of: each key with what it accepts. */
export function audienceKeys(root: SchemaNode): Readonly<Record<string, SchemaNode>> {
  return Object.values(root.$defs ?? {}).find(({ properties }) => properties !== undefined)?.properties ?? {};
}

/** What a new condition begins with, so that it can be read before anybody has chosen anything. */
export function firstValueOf(node: SchemaNode): unknown {
  const field = fieldOf(node);
  switch (field.is) {
    case 'choices':
      return field.values.slice(0, 1);
    case 'yes-or-no':
      return true;
    case 'number':
      return Math.max(1, field.min ?? 0);
    case 'texts':
      return [];
    case 'groups':
      return [{}];
    case 'group':
    case 'parts':
      return {};
    case 'text':
      return '';
  }
}
