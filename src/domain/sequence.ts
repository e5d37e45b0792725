import { inEffect, inOrder } from "../dates/order.ts";
import { EventType, Status, statusGroup } from "./codelists/codelists.ts";
import type { Event } from "./event.ts";
import { canMove, openOrder } from "./moves.ts";

/**
 * The order in which status-bearing events are taken to have happened, where their dates leave it open. One that takes
 * effect later stands at that day.
 *
 * - An event whose last day is before another's first day comes before it. Nothing else is fixed: every order that
 *   keeps to this is one of some choice of days within the windows.
 * - Of those orders, the one by date is taken (first day, then last day; on one and the same date acts in the order of
 *   their kinds, editorial events in the order of record) if every move in it is possible.
 * - Else the first order in which every move is; it does not depend on which event was recorded first.
 * - Where there is none, the record contradicts itself: the moves that cannot be are named.
 */

/**
 * Of more status-bearing events than this, only the order by date is tried: each write judges a timeline once for each
 * of its days, and shall not take seconds. Real ones have a few dozen.
 */
const mostSearched = 300;

export type Bearing = Event & { status: Status };

/**
 * A move that the rules forbid: the pair of statuses that may not follow each other, and the event that would make it.
 */
export interface BadMove {
  from: Status;
  to: Status;
  /** The event that would make the move. */
  event: Event;
}

export interface Sequence {
  events: Bearing[];
  /** With the id of the event that gave the status before; null: the promise itself. */
  bad: { move: BadMove; after: string | null }[];
}

/** The status-bearing events of a timeline in their order, and the moves among them that no order makes possible. */
export function sequenceOf(events: readonly Event[]): Sequence {
  const bearing = byDate(events.filter((event): event is Bearing => event.status !== null).map(inEffect));
  if (isPossible(bearing)) return { events: bearing, bad: [] };
  return withMoves(bearing.length > mostSearched ? bearing : search(bearing));
}

function isPossible(events: readonly Bearing[]): boolean {
  let status: Status = "stated";
  for (const event of events) {
    if (!canMove(status, event.status, event.type) || isTooEarly(event, status)) return false;
    status = event.status;
  }
  return true;
}

/** What was not paused cannot be resumed, nor reversed what was not closed: there may be an order that fits better. */
function isTooEarly({ type }: Bearing, status: Status): boolean {
  if (type === "resumed") return statusGroup(status) !== "paused";
  return type === "reversed" && statusGroup(status) !== "closed";
}

function withMoves(events: Bearing[]): Sequence {
  const bad: Sequence["bad"] = [];
  let [from, after]: [Status, string | null] = ["stated", null];
  for (const event of events) {
    if (!canMove(from, event.status, event.type)) bad.push({ move: { from, to: event.status, event }, after });
    [from, after] = [event.status, event.id];
  }
  return { events, bad };
}

function byDate(events: readonly Bearing[]): Bearing[] {
  const dates = Map.groupBy(inOrder(events), ({ earliest, latest }) => `${earliest} ${latest}`);
  return [...dates.values()].flatMap(onOneDate);
}

/** Events of one date, given in the order of record: each editorial one right after all that was recorded before it. */
function onOneDate(events: readonly Bearing[]): Bearing[] {
  if (events.length < 2) return [...events];
  const recorded = new Map(events.map((event, n) => [event, n]));
  const at = (event: Bearing | undefined) => (event && recorded.get(event)) ?? events.length;
  const acts = events.filter(({ kind }) => kind !== "editorial").sort(byKind);
  const others = events.filter(({ kind }) => kind === "editorial");
  const firstFrom = acts.map(at);
  for (let n = acts.length - 2; n >= 0; n -= 1) firstFrom[n] = Math.min(firstFrom[n] ?? 0, firstFrom[n + 1] ?? 0);
  const order: Bearing[] = [];
  let next = 0;
  for (const [n, act] of acts.entries()) {
    while (next < others.length && at(others[next]) < (firstFrom[n] ?? 0)) order.push(others[next++] as Bearing);
    order.push(act);
  }
  return [...order, ...others.slice(next)];
}

const types = new Map(EventType.options.map((type, n) => [type, n]));
const ends: readonly Status[] = ["completed", "cancelled", "superseded"];

/** The order of kinds: forward along the open statuses, then pauses and their ends, then ends and their reversal. */
function byKind(a: Bearing, b: Bearing): number {
  const kind = ({ type, status }: Bearing): number[] => [
    rankOf(type, status),
    openOrder.indexOf(status),
    types.get(type) ?? 0,
    Status.options.indexOf(status),
  ];
  const [x, y] = [kind(a), kind(b)];
  return x.map((value, n) => value - (y[n] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function rankOf(type: EventType, status: Status): number {
  if (type === "resumed") return 11;
  if (type === "reversed") return 20;
  if (ends.includes(status)) return 12 + ends.indexOf(status);
  return statusGroup(status) === "paused" ? 10 : openOrder.indexOf(status);
}

/** The types that may follow what others may not. */
const special: ReadonlySet<EventType> = new Set(["resumed", "reversed", "correction"]);

/** How many steps a search takes beyond one for each event. Real timelines need a few. */
const patience = 2000;
/** What an open end counts as; days are counted as numbers, 20240606. */
const never = 99_999_999;
const dayNumber = (day: string): number =>
  Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8));

/** Events that may follow, and be followed by, the same ones are of one class; what may be done is asked of classes. */
interface Classes {
  /** Of each event. */
  of: Uint8Array;
  status: Status[];
  /** Whether an event of the second class may follow one of the first. */
  goes: boolean[][];
  /** Whether an event of the class may come first of all. */
  starts: boolean[];
  isTooEarly: (of: number, status: Status) => boolean;
}

function classesOf(base: readonly Bearing[]): Classes {
  const names = new Map<string, number>();
  const examples: Bearing[] = [];
  const of = Uint8Array.from(base, (event) => {
    const name = special.has(event.type) ? `${event.type} ${event.status}` : event.status;
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, examples.length);
    return examples.push(event) - 1;
  });
  return {
    of,
    status: examples.map(({ status }) => status),
    goes: examples.map((from) => examples.map((to) => canMove(from.status, to.status, to.type))),
    starts: examples.map(({ status, type }) => canMove("stated", status, type)),
    isTooEarly: (n, status) => isTooEarly(examples[n] as Bearing, status),
  };
}

interface Hunt {
  size: number;
  /** First and last days, in the order of date. */
  first: Int32Array;
  last: Int32Array;
  /** The places of what may have happened at any time before its last day. */
  openStarts: readonly number[];
  classes: Classes;
  used: Uint8Array;
  order: number[];
  /** The longest beginning of an order that was found possible. */
  longest: number[];
  /** Where no way leads on: what is placed, and the status. */
  dead: Set<string>;
  steps: number;
}

/**
 * An order in which every move is possible; or else one that keeps to the dates, with as much of it possible as may be.
 */
function search(base: readonly Bearing[]): Bearing[] {
  const hunt: Hunt = {
    size: base.length,
    first: Int32Array.from(base, ({ earliest }) => (earliest === null ? 0 : dayNumber(earliest))),
    last: Int32Array.from(base, ({ latest }) => (latest === null ? never : dayNumber(latest))),
    openStarts: base.flatMap(({ earliest }, n) => (earliest === null ? [n] : [])),
    classes: classesOf(base),
    used: new Uint8Array(base.length),
    order: [],
    longest: [],
    dead: new Set(),
    steps: base.length + patience,
  };
  while (!complete(hunt)) {
    for (const n of hunt.longest.slice(hunt.order.length)) place(hunt, n);
    const next = available(hunt)[0]?.first;
    if (next === undefined) break;
    place(hunt, next);
    hunt.longest = [...hunt.order];
  }
  return inRuns(
    hunt.order.map((n) => base[n] as Bearing),
    base,
  );
}

function place({ used, order }: Hunt, n: number): void {
  used[n] = 1;
  order.push(n);
}

/** Places all that is left, by trying, step by step, what fits. */
function complete(hunt: Hunt): boolean {
  const { size, used, order, dead } = hunt;
  if (order.length === size) return true;
  if (hunt.steps <= 0 || (dead.size > 0 && dead.has(keyOf(hunt)))) return false;
  hunt.steps -= 1;
  for (const { pick } of preferred(hunt)) {
    place(hunt, pick);
    if (complete(hunt)) return true;
    used[pick] = 0;
    order.pop();
  }
  if (order.length > hunt.longest.length) hunt.longest = [...order];
  dead.add(keyOf(hunt));
  return false;
}

/**
 * What is left, told by the first that is, and by those after it that are not; and the class of what was placed last.
 */
function keyOf({ size, used, order, classes }: Hunt): string {
  const low = used.indexOf(0);
  const beyond: number[] = [];
  for (let n = low + 1; low + beyond.length < order.length && n < size; n += 1) if (used[n]) beyond.push(n);
  return `${classes.status[classes.of[order.at(-1) ?? -1] ?? -1]} ${low} ${beyond}`;
}

/** Of one class: the first of those that may be next, and the one to take, whose last day comes first. */
interface Choice {
  of: number;
  first: number;
  pick: number;
}

/** What may be next: nothing that is left has its last day before its first day. By classes, in the order of date. */
function available({ size, first, last, openStarts, classes, used }: Hunt): Choice[] {
  const low = used.indexOf(0);
  let until = never;
  for (const n of openStarts) if (!used[n]) until = Math.min(until, last[n] as number);
  let end = low;
  for (; end < size && (first[end] as number) <= until; end += 1)
    if (!used[end]) until = Math.min(until, last[end] as number);
  const choices: (Choice | undefined)[] = classes.status.map(() => undefined);
  const look = (n: number) => {
    const of = classes.of[n] as number;
    const known = choices[of];
    if (known === undefined) choices[of] = { of, first: n, pick: n };
    else if ((last[n] as number) < (last[known.pick] as number)) known.pick = n;
  };
  for (let n = low; n < end; n += 1) if (!used[n] && (first[n] as number) <= until) look(n);
  for (const n of openStarts) if (n >= end && !used[n]) look(n);
  return choices.filter((choice) => choice !== undefined).sort((a, b) => a.first - b.first);
}

/** What fits, those first that keep no other from following. */
function preferred(hunt: Hunt): Choice[] {
  const { classes, order } = hunt;
  const { goes, starts } = classes;
  const all = available(hunt);
  const now = order.length === 0 ? undefined : classes.of[order.at(-1) ?? 0];
  const status = now === undefined ? "stated" : (classes.status[now] as Status);
  const fitting = all.filter(({ of }) => (now === undefined ? starts[of] : goes[now]?.[of]));
  const waits = ({ of }: Choice) =>
    all.some((other) => !goes[of]?.[other.of] && goes[other.of]?.[of]) ||
    (classes.isTooEarly(of, status) &&
      all.some((other) => !classes.isTooEarly(of, classes.status[other.of] as Status)));
  const waiting = fitting.filter(waits);
  return waiting.length === 0 ? fitting : [...fitting.filter((choice) => !waiting.includes(choice)), ...waiting];
}

/** Events in a row that give one status stand in the order of date. */
function inRuns(order: readonly Bearing[], base: readonly Bearing[]): Bearing[] {
  const places = new Map(base.map((event, n) => [event, n]));
  const at = (event: Bearing) => places.get(event) ?? 0;
  const result: Bearing[] = [];
  for (let from = 0; from < order.length; ) {
    const status = order[from]?.status;
    const end = order.findIndex((event, n) => n > from && event.status !== status);
    const run = order.slice(from, end < 0 ? order.length : end);
    const sorted = run.toSorted((a, b) => at(a) - at(b));
    const before = result.at(-1)?.status ?? "stated";
    const first = sorted[0] as Bearing;
    const fits = canMove(before, first.status, first.type) && !isTooEarly(first, before);
    result.push(...(fits ? sorted : run));
    from += run.length;
  }
  return result;
}
