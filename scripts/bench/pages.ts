import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { startChromium } from "../../tests/helpers/chromium.ts";
import { median, type Result } from "./measure.ts";

const assets = join(import.meta.dirname, "../../web/dist/assets");
const visits = 5;
/** The front page once its counts and its drawing are there. */
const complete = "main:has(.grid):not(:has(.loading)) .drawing svg";

/** What pages take when a browser that has never been here opens them. */
export async function measurePages(port: number, show: (result: Result) => void): Promise<void> {
  const within = (row: string, ours: number, most: number, unit: string) =>
    show({ row, ours, floor: most, ratio: most / ours, target: 1, unit });
  within("pages, scripts gzipped", await scriptKilobytes(), 70, "kB");
  const server = await startChromium();
  const browser = await chromium.connect(server.wsEndpoint());
  const base = `http://127.0.0.1:${port}`;
  await open(browser, `${base}/problems`, "main table");
  const front = await openOften(browser, `${base}/`, complete);
  within("pages, requests of the front page", front.requests, 7, "");
  within("pages, front page complete", front.ms, 1000, "ms");
  const list = await openOften(browser, `${base}/commitments`, ".list tbody tr");
  within("pages, requests of the list", list.requests, 7, "");
  within("pages, first rows of the list", list.ms, 300, "ms");
  await browser.close();
  await server.close();
}

/** Of those for readers: the desk has its own, which they never load. */
async function scriptKilobytes(): Promise<number> {
  const names = (await readdir(assets)).filter((name) => name.endsWith(".js") && !name.startsWith("desk-"));
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(assets, name))).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

async function openOften(browser: Browser, url: string, shown: string) {
  const times: Awaited<ReturnType<typeof open>>[] = [];
  for (let n = 0; n < visits; n += 1) times.push(await open(browser, url, shown));
  return { requests: times[0]?.requests ?? Number.NaN, ms: median(times.map(({ ms }) => ms)) };
}

/** Until what the selector `shown` means is there. */
async function open(browser: Browser, url: string, shown: string): Promise<{ requests: number; ms: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const state = { requests: 0 };
  page.on("request", () => {
    state.requests += 1;
  });
  const began = performance.now();
  await page.goto(url);
  await page.waitForSelector(shown);
  const ms = performance.now() - began;
  await page.waitForLoadState("networkidle");
  await context.close();
  return { requests: state.requests, ms };
}
