// "This column holds one of these texts", with one parameter however many they are: a statement that can be prepared once. Lists of a hundred
// parameters cost the query builder more than the search costs the database.
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Tx } from './database.ts';

/** `name` is the placeholder's; its value is the texts as JSON (`JSON.stringify`). */
export function inTexts({ engine }: Pick<Tx, 'engine'>, column: SQLWrapper, name: string): SQL {
  const texts = sql.placeholder(name);
  return engine === 'sqlite'
    ? sql`${column} in (select value from json_each(${texts}))`
    : sql`${column} in (select jsonb_array_elements_text(${texts}::jsonb))`;
}
