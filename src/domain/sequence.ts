import type { Bounds } from "../dates/edtf.ts";
import { inOrder } from "../dates/order.ts";
import { EventType, type Status, statusGroup } from "./codelists/codelists.ts";
import type { Event } from "./event.ts";
import { canMove, openOrder } from "./moves.ts";

/**
 * The order in which status-bearing events are taken to have happened, where their dates leave it open.
 *
 * - An event whose last day is before another's first day comes before it. Nothing else is fixed: every order that
 *   keeps to this is one of some choice of days within the windows.
 * - Of those orders, the one by date is taken (first day, then last day; on one and the same date acts in the order of
 *   their kinds, editorial events in the order of record) if every move in it is possible.
 * - Else the first order in which every move is; it does not depend on which event was recorded first.
 * - Where there is none, the record contradicts itself: the moves that cannot be are named.
 */

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
  const bearing = byDate(events.filter((event): event is Bearing => event.status !== null));
  return isPossible(bearing) ? { events: bearing, bad: [] } : withMoves(search(bearing));
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

/** Events that may follow, and be followed by, the same ones. */
const special: ReadonlySet<EventType> = new Set(["resumed", "reversed", "correction"]);
const classOf = ({ type, status }: Bearing): string => (special.has(type) ? `${type} ${status}` : status);

/** How many steps a search takes beyond one for each event. Real timelines need a few. */
const patience = 2000;

interface Hunt {
  /** In the order of date. */
  base: readonly Bearing[];
  /** The places in `base` of what may have happened at any time before its last day. */
  openStarts: readonly number[];
  used: boolean[];
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
    base,
    openStarts: base.flatMap(({ earliest }, n) => (earliest === null ? [n] : [])),
    used: base.map(() => false),
    order: [],
    longest: [],
    dead: new Set(),
    steps: base.length + patience,
  };
  while (!complete(hunt, statusAfter(hunt))) {
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

const statusAfter = ({ base, order }: Hunt): Status => base[order.at(-1) ?? -1]?.status ?? "stated";

function place({ used, order }: Hunt, n: number): void {
  used[n] = true;
  order.push(n);
}

/** Places all that is left, by trying, step by step, what fits. */
function complete(hunt: Hunt, status: Status): boolean {
  const { base, used, order, dead } = hunt;
  if (order.length === base.length) return true;
  const key = keyOf(hunt, status);
  if (hunt.steps <= 0 || dead.has(key)) return false;
  hunt.steps -= 1;
  for (const { pick } of preferred(hunt, status)) {
    place(hunt, pick);
    if (complete(hunt, (base[pick] as Bearing).status)) return true;
    used[pick] = false;
    order.pop();
  }
  if (order.length > hunt.longest.length) hunt.longest = [...order];
  dead.add(key);
  return false;
}

/** What is left, told by the first that is, and by those after it that are not. */
function keyOf({ used, order }: Hunt, status: Status): string {
  const low = used.indexOf(false);
  const beyond: number[] = [];
  for (let n = low + 1; low + beyond.length < order.length && n < used.length; n += 1) if (used[n]) beyond.push(n);
  return `${status} ${low} ${beyond}`;
}

/** Of one class: the first of those that may be next, and the one to take, whose last day comes first. */
interface Choice {
  first: number;
  pick: number;
}

const lastDay = ({ latest }: Bounds): string => latest ?? "9999-99-99";

/** What may be next: nothing that is left has its last day before its first day. By classes, in the order of date. */
function available({ base, openStarts, used }: Hunt): Choice[] {
  const near: number[] = [];
  let until = "9999-99-99";
  for (let n = used.indexOf(false); n >= 0 && n < base.length; n += 1) {
    const event = base[n] as Bearing;
    if (used[n] || event.earliest === null) continue;
    if (event.earliest > until) break;
    if (lastDay(event) < until) until = lastDay(event);
    near.push(n);
  }
  for (const n of openStarts) {
    if (used[n]) continue;
    if (lastDay(base[n] as Bearing) < until) until = lastDay(base[n] as Bearing);
    near.push(n);
  }
  const choices = new Map<string, Choice>();
  for (const n of near.sort((a, b) => a - b)) {
    const event = base[n] as Bearing;
    if ((event.earliest ?? "") > until) continue;
    const known = choices.get(classOf(event));
    if (known === undefined) choices.set(classOf(event), { first: n, pick: n });
    else if (lastDay(event) < lastDay(base[known.pick] as Bearing)) known.pick = n;
  }
  return [...choices.values()];
}

/** What fits, those first that keep no other from following. */
function preferred(hunt: Hunt, status: Status): Choice[] {
  const all = available(hunt);
  const of = ({ pick }: Choice) => hunt.base[pick] as Bearing;
  const goes = (from: Bearing, to: Bearing) => canMove(from.status, to.status, to.type);
  const mustWait = (choice: Choice) =>
    all.some((other) => other !== choice && !goes(of(choice), of(other)) && goes(of(other), of(choice))) ||
    (isTooEarly(of(choice), status) && all.some((other) => !isTooEarly(of(choice), of(other).status)));
  const fitting = all.filter((choice) => canMove(status, of(choice).status, of(choice).type));
  const waiting = new Set(fitting.filter(mustWait));
  return [...fitting.filter((choice) => !waiting.has(choice)), ...waiting];
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
