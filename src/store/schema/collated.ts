import { customType } from "drizzle-orm/pg-core";

/** PostgreSQL text compared by its UTF-8 bytes, as in SQLite: both sort alike, whatever the server's locale. */
export const collated = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });
