/** How many of something each caller has at this moment. */
export function countEach() {
  const counts = new Map<string, number>();
  const of = (caller: string) => counts.get(caller) ?? 0;
  return {
    of,
    /** One more; answers what takes it back. */
    enter: (caller: string) => {
      counts.set(caller, of(caller) + 1);
      return () => {
        if (of(caller) > 1) counts.set(caller, of(caller) - 1);
        else counts.delete(caller);
      };
    },
  };
}
