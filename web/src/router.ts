import { useEffect, useState } from "preact/hooks";

/** The address is the state of the view: pages read it, and change it by links or `go`. */
export interface Place {
  path: string;
  query: URLSearchParams;
  hash: string;
}

const listeners = new Set<() => void>();
const scrolls = new Map<string, number>();
let entry = String(history.state?.entry ?? "first");

export function place(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search), hash: location.hash.slice(1) };
}

export function usePlace(): Place {
  const [current, set] = useState(place);
  useEffect(() => {
    const update = () => set(place());
    listeners.add(update);
    return () => void listeners.delete(update);
  }, []);
  return current;
}

/** Goes to an address of these pages. `replace`: as the same step of the history, for what changes while one types. */
export function go(target: string, { replace = false } = {}): void {
  const from = location.pathname;
  scrolls.set(entry, scrollY);
  if (!replace) entry = `${Date.now()}-${Math.random()}`;
  history[replace ? "replaceState" : "pushState"]({ entry }, "", target);
  announce();
  if (location.pathname !== from) arrive();
}

/** An address with some parameters changed; null takes one out. Whatever is changed, a page of a list begins anew. */
export function withQuery(
  { path, query, hash }: Place,
  changes: Record<string, string | readonly string[] | null>,
): string {
  const next = new URLSearchParams(query);
  next.delete("cursor");
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of value === null ? [] : [value].flat()) next.append(name, one);
  }
  const search = next.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `${path}${search === "" ? "" : `?${search}`}${hash === "" ? "" : `#${hash}`}`;
}

/** An address with these parameters, several values of one one by one. */
export function addressOf(path: string, query: Record<string, string | string[]>): string {
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}

/** Parameters as the API takes them, but for some: several values of one as an array. */
export function parametersOf(
  query: URLSearchParams,
  without: readonly string[] = [],
): Record<string, string | string[]> {
  const kept = new Set([...query.keys()].filter((name) => !without.includes(name)));
  return Object.fromEntries(
    [...kept].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}

/** The page that shows what an address of the API answers. */
export const apiPage = (path: string): string => `/api?${new URLSearchParams({ path })}`;

function announce(): void {
  for (const listener of listeners) listener();
}

/** The part that the address points at is there only once its data is, and stays where it is once all data is. */
function findPart(): void {
  const until = Date.now() + 3000;
  const attempt = () => {
    const part = document.getElementById(location.hash.slice(1));
    if (part instanceof HTMLDetailsElement) part.open = true;
    part?.scrollIntoView();
    const isMoving = part === null || document.querySelector(".loading") !== null;
    if (isMoving && Date.now() < until) requestAnimationFrame(attempt);
  };
  if (location.hash !== "") attempt();
}

/** A new page begins at its top, or where its address points, and is read from its heading. */
function arrive(): void {
  if (location.hash === "") scrollTo(0, 0);
  else findPart();
  requestAnimationFrame(() => document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }));
}

const ours = /^\/(?:$|(?:commitments|parties|sources|codelists|problems|embed|desk)(?:\/|$)|(?:compare|api)$)/;

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element).closest("a");
  if (link?.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (!ours.test(link.pathname)) return;
  if (link.pathname + link.search === location.pathname + location.search && link.hash !== "") return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}

/** The page that one comes back to is as long as it was only once its data is there. */
function restoreScroll(): void {
  const top = scrolls.get(entry) ?? 0;
  const until = Date.now() + 1500;
  const attempt = () => {
    scrollTo(0, top);
    if (Math.abs(scrollY - top) > 1 && Date.now() < until) requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}

/** A link to a part of the page that is shown: the browser goes there by itself. */
function stayWithin(): void {
  history.replaceState({ entry }, "");
  announce();
}

export function startRouter(): void {
  history.scrollRestoration = "manual";
  history.replaceState({ entry }, "");
  findPart();
  document.addEventListener("click", follow);
  addEventListener("popstate", ({ state }) => {
    if (state === null) return stayWithin();
    scrolls.set(entry, scrollY);
    entry = String(state.entry);
    announce();
    restoreScroll();
  });
}
