/** As many as are asked for at once. */
const atOnce = 500;

/** The same items, so many at a time. */
export function* inParts<T>(items: readonly T[], size = atOnce): Generator<T[], void, undefined> {
  for (let n = 0; n < items.length; n += size) yield items.slice(n, n + size);
}
