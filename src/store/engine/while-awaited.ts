/**
 * What some work gives, unless the signal is aborted before: then its reason is thrown at once, and `leave` called.
 */
export async function whileAwaited<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  leave?: () => void,
): Promise<T> {
  if (signal === undefined) return work;
  const over = Promise.withResolvers<never>();
  const end = () => {
    leave?.();
    over.reject(signal.reason);
  };
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([over.promise, work]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}
