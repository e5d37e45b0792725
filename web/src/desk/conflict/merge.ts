/** Two changes of one record, field by field: what does not collide is merged, what does is for people to decide. */

export type Values = Readonly<Record<string, unknown>>;

export interface Collision {
  field: string;
  mine: unknown;
  theirs: unknown;
}

export interface Merged {
  /** What of my changes is still to be made. */
  change: Values;
  /** Fields that others changed and I did not. */
  fromOthers: string[];
  /** Fields that both changed, otherwise. */
  collisions: Collision[];
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** `base`: the record as I began from it. `mine`: the fields that I changed. `theirs`: the record as it is now. */
export function merge(base: Values, mine: Values, theirs: Values): Merged {
  const changed = Object.keys(mine).filter((field) => !same(mine[field], base[field]));
  const moved = Object.keys(base).filter((field) => !same(base[field], theirs[field]));
  const collisions = changed
    .filter((field) => moved.includes(field) && !same(mine[field], theirs[field]))
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
  return {
    change: Object.fromEntries(
      changed.filter((field) => !same(mine[field], theirs[field])).map((field) => [field, mine[field]]),
    ),
    fromOthers: moved.filter((field) => !changed.includes(field)),
    collisions,
  };
}
