import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, inject } from "vitest";

/** A page in the browser, and what it must not have done. */
export interface Visit {
  page: Page;
  /** Opens an address, and waits until all that it asks for is there. */
  open: (path: string) => Promise<void>;
  /** The addresses that were asked for since a page was last opened. */
  requests: () => string[];
  /**
   * Fails where what is seen has jumped by more since a page was opened (https://web.dev/articles/cls, where 0.1 is
   * good), and says what was pushed.
   */
  expectStill: (atMost: number) => Promise<void>;
  /** What axe finds wrong, as lines; by these rules alone if any are named. */
  findings: (rules?: readonly string[]) => Promise<string[]>;
  /**
   * Fails where the page said something on the console, broke its policy, failed or asked another server. `but`: what a
   * browser says by itself of answers that are meant, such as a 409.
   */
  expectQuiet: (but?: RegExp) => void;
  close: () => Promise<void>;
}

const watchShifts = `globalThis.shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value, sources }) => ({
    value,
    pushed: sources.map(({ node, previousRect, currentRect }) => ({
      what: node?.cloneNode().outerHTML ?? node?.textContent,
      from: [previousRect.top, previousRect.bottom],
      to: [currentRect.top, currentRect.bottom],
    })),
  })))).observe({ type: "layout-shift", buffered: true });`;

/** Of each page, what it has asked for and has no answer to. */
const underway = new WeakMap<Page, Set<string>>();

export const openBrowser = (): Promise<Browser> => chromium.connect(inject("browserUrl"));

export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: false, ...options });
  const page = await context.newPage();
  await page.addInitScript(watchShifts);
  const asked: string[] = [];
  const faults: string[] = [];
  page.on("console", (message) => faults.push(`console: ${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  const unanswered = new Set<string>();
  underway.set(page, unanswered);
  for (const end of ["requestfinished", "requestfailed"] as const)
    page.on(end as "requestfinished", (request) => unanswered.delete(request.url()));
  page.on("request", (request) => {
    asked.push(request.url());
    unanswered.add(request.url());
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url()))
      faults.push(`asked ${request.url()}`);
  });
  return {
    page,
    open: async (path) => {
      asked.length = 0;
      await page.goto(`${address}${path}`);
      await settled(page);
    },
    requests: () => [...asked],
    expectStill: async (atMost) => {
      const shifts = await page.evaluate<{ value: number; pushed: object[] }[]>(`shifts`);
      const far = shifts.reduce((sum, { value }) => sum + value, 0);
      expect(far, `${page.url()} jumps: ${JSON.stringify(shifts)}`).toBeLessThan(atMost);
    },
    findings: (rules = everything) => findingsOf(page, rules),
    expectQuiet: (but) => expect(faults.filter((fault) => !but?.test(fault))).toEqual([]),
    close: () => context.close(),
  };
}

/** In the browser: what functions that are run there know. */
declare const document: { querySelector: (selector: string) => object | null };

const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Until what was just done is drawn: only then does a page say that it is loading. */
const drawn = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";

const loading = ".loading, [aria-busy=true], .stale";

/** Until nothing is loading any more and the heading is there; what is loading for ever is named. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(drawn);
  const isSettled = (parts: string) =>
    document.querySelector("h1, .embed article, .embed figure") !== null && document.querySelector(parts) === null;
  await page.waitForFunction(isSettled, loading).catch(async (cause: unknown) => {
    const left = await page.evaluate(`[...document.querySelectorAll(${JSON.stringify(loading)})].map(
      (part) => (part.closest("figure, section, .results, main") ?? part).outerHTML.slice(0, 600))`);
    const unanswered = [...(underway.get(page) ?? [])];
    throw new Error(`${page.url()} is not settled: ${JSON.stringify({ left, unanswered })}`, { cause });
  });
}

/** The front page, the list and a commitment; others may take two more. */
const fewest = /^\/(?:$|commitments)/;
const mostRequests = (path: string) => (fewest.test(path) ? 7 : 9);
const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

/** What every page owes to its readers, whatever it shows. */
export async function expectGood(visited: Visit, path: string): Promise<void> {
  await visited.page.setViewportSize(desktop);
  await visited.open(path);
  await visited.expectStill(0.1);
  expect(visited.requests().length, path).toBeLessThanOrEqual(mostRequests(path));
  expect(await visited.findings(), path).toEqual([]);
  if (fewest.test(path)) {
    await visited.page.emulateMedia({ colorScheme: "dark" });
    expect(await visited.findings(["color-contrast"]), `${path} in the dark`).toEqual([]);
    await visited.page.emulateMedia({ colorScheme: "light" });
  }
  await visited.page.setViewportSize(phone);
  const wide = await visited.page.evaluate(`document.documentElement.scrollWidth`);
  expect(wide, `${path} on a phone`).toBe(phone.width);
}

async function findingsOf(page: Page, rules: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(`"axe" in globalThis`))) await page.evaluate(axe.source);
  return page.evaluate(`axe.run({ resultTypes: ["violations"], runOnly: ${JSON.stringify(rules)} }).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + ": " + target + " " + failureSummary)))`);
}
