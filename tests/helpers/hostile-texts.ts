/** Texts that careless code breaks on: formulas, quotes, markup, right-to-left marks, characters of four bytes. */
export const hostile: readonly string[] = [
  '=HYPERLINK("http://a","b")',
  "+1 and -1",
  "-2+3",
  "@SUM(A1:A9)",
  "\t=1",
  "'=already",
  "''twice",
  'She said "yes", then; left',
  "two\nlines",
  "<script>alert(1)</script> & ]]> <!--",
  "\u202eright to left\u202c",
  "吉尔吉斯斯坦 🚂 👩‍👩‍👧 e\u0301",
  "\uffee \u0085 \u2028 \ufffe",
  "a\\b;c:d,e",
];
