/** What a query falls apart on, or finds too much by, if it gets into it unbound. */
export const injections: readonly string[] = [
  "'",
  "''",
  "' or 1=1 --",
  "' or '1'='1",
  "') or 1=1 or ('a' = 'b",
  "' union select null --",
  '"); drop table ledger; --',
  '"',
  "\\",
  "\\'",
  "`",
  "%",
  "_",
  "$1",
  "?",
  ":a",
];
