/** How many random cases to try: a quarter, and all of them as a drill. */
export const cases = (count: number): number => (process.env.RANDOM_CASES === "all" ? count : Math.ceil(count / 4));
