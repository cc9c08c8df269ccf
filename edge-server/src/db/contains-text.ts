// "This column holds that text, in any case", with the wildcards of LIKE taken as letters; the same on both engines.
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** Lower case is SQLite's (ASCII) or PostgreSQL's (the database's locale); `text` goes in as a parameter. */
export function containsText(column: SQLWrapper, text: string): SQL {
  const pattern = `%${text.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
  return sql`lower(${column}) like ${pattern} escape '!'`;
}
