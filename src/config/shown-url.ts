/**
 * A URL, or what was meant as one, as a message or a log may show it: never the password, nor parameters, which may
 * hold one. Of what is no URL, or could be read in two ways, the scheme alone.
 */
export function showUrl(text: string): string {
  if (text.startsWith("file:")) return text;
  const scheme = /^[a-z][a-z\d+.-]*:/i.exec(text)?.[0] ?? "";
  if (!URL.canParse(text)) return `${scheme}...`;
  const { protocol, username, host, pathname } = new URL(text);
  if (host !== "" && !/[@?#]/.test(text)) return text;
  if (host === "" || pathname.includes("@")) return `${scheme}...`;
  return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
}
