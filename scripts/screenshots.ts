import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { firstKey } from "../src/keys/bootstrap.ts";
import { startChromium } from "../tests/helpers/chromium.ts";
import { madeUpSpeech } from "../tests/helpers/made-up-speech.ts";
import { type Filled, openPages } from "../tests/helpers/pages.ts";

/**
 * `npm run screenshots`: every page as it looks, light, dark and on a phone, with the seeds, with made-up promises that
 * have every part, empty and with ten thousand commitments, into `screenshots/`. `npm run screenshots home dark`: those
 * with all of these words in their names.
 */
const folder = join(import.meta.dirname, "../screenshots");
const words = process.argv.slice(2);
const pages: Readonly<Record<string, string>> = {
  home: "/",
  explore: "/commitments",
  "explore-search": "/commitments?q=railway&status=implementing",
  "explore-timeline": "/commitments?view=timeline&sort=due",
  commitment: "/commitments/third-border-port",
  "commitment-then": "/commitments/third-border-port?on=2024-09-30&why=status",
  treaty: "/commitments/paris-agreement",
  "treaty-large": "/commitments/great-treaty?q=099",
  targets: "/commitments/climate-plan",
  recurring: "/commitments/yearly-meeting",
  "party-treaties": "/parties/USA",
  map: "/commitments?view=map",
  parties: "/parties",
  party: "/parties/KGZ",
  pair: "/parties/KGZ/CHN",
  sources: "/sources",
  source: "/sources/cgtn-2023-05-26-musaeva",
  compare: "/compare?from=2023-12-31&to=2025-12-31",
  codelists: "/codelists",
  codelist: "/codelists/status",
  problems: "/problems",
  problem: "/problems/not_found",
  api: "/api",
  "embed-commitment": "/embed/commitments/third-border-port",
  "embed-status": "/embed/status",
  nothing: "/nothing",
  "desk-queues": "/desk?queue=quiet",
  "desk-intake": "/desk/read",
  "desk-reading": "/desk/read?source=address-to-the-conference-on-mountain-roads",
  "desk-update": "/commitments/third-border-port",
  "desk-grid": "/desk/grid?party=KGZ&sort=title",
  "desk-import": "/desk/import",
  "desk-mending": "/desk/import",
  "desk-service": "/desk/admin",
};
const looks = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 } },
  "dark-phone": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
} as const;
const withParts = ["treaty", "treaty-large", "targets", "recurring", "party-treaties"];
const fillings: Readonly<Record<Filled, readonly string[]>> = {
  seeds: Object.keys(pages).filter((name) => !withParts.includes(name)),
  parts: withParts,
  empty: ["home", "explore", "parties", "sources", "compare"],
  large: ["home", "explore", "explore-timeline", "map", "parties", "compare"],
};

/** Small ones of the first screen, for the README: `npm run screenshots docs`. */
const shown = [
  { name: "home", path: "/", colorScheme: "light", width: 1020 },
  {
    name: "explore",
    path: "/commitments?type=infrastructure,border_crossing&sort=due",
    colorScheme: "light",
    width: 1020,
  },
  { name: "commitment", path: "/commitments/third-border-port", colorScheme: "light", width: 1020 },
  { name: "time-machine", path: "/commitments/third-border-port?on=2024-09-30", colorScheme: "dark", width: 1020 },
] as const;

async function shootForDocs(browser: Browser): Promise<void> {
  const site = await openPages("seeds");
  for (const { name, path, colorScheme, width } of shown) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 640 } });
    const page = await context.newPage();
    await page.goto(`${site.address}${path}`, { waitUntil: "networkidle" });
    if (name === "time-machine") await page.evaluate(`document.querySelector(".verdicts").scrollIntoView()`);
    const file = join("docs/images", `${name}.png`);
    await page.screenshot({ path: join(import.meta.dirname, "..", file) });
    await context.close();
    console.log(file);
  }
  await site.close();
}

/** Something to read at the desk; gives the key that it was filed with. */
async function fileSpeech({ app, context }: Awaited<ReturnType<typeof openPages>>): Promise<string | null> {
  const key = await firstKey(context);
  const title = "Address to the Conference on Mountain Roads";
  const source = { kind: "speech", title, publishedOn: "2025-05-26", issuedBy: ["NOR"] };
  const operations = [
    { op: "POST", path: "/v1/sources", body: source },
    { op: "POST", path: "/v1/sources/$0/snapshots", body: { text: madeUpSpeech } },
  ];
  const headers = { authorization: `Bearer ${key}` };
  await app.inject({ method: "POST", url: "/v1/batch", headers, payload: { operations } });
  return key;
}

/** The form as it is filled from the first likely promise. */
async function takeFirst(page: Page): Promise<void> {
  await page.focus(".reading-text");
  for (const pressed of ["Control+Home", "N", "Enter"]) await page.keyboard.press(pressed);
  await page.waitForTimeout(1000);
}

/** Three rows, and what would become of them. */
async function changeMany(page: Page): Promise<void> {
  await page.focus("tbody input");
  for (const pressed of ["Space", "Shift+ArrowDown", "Shift+ArrowDown"]) await page.keyboard.press(pressed);
  await page.fill(".grid-panel label:has-text('Tags to add') input", "border");
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(1000);
}

/** A sheet as somebody kept it, with its mistakes. */
async function mendRows(page: Page): Promise<void> {
  const rows = [
    ["Title", "Type", "Firmness", "Stated on", "Parties", "Mood"],
    ["Open a bus line", "mobility", "promise", "2024-02-01", "KGZ:promisor; Kina:promisee", "good"],
    ["Share the water of the river", "treaty", "pledge", "26.05.2023", "KGZ:promisor", ""],
    ["Abolish visas", "treaty", "promise", "2023", "KGZ:promisor; Kina:promisee", ""],
  ];
  await page.fill("textarea", rows.map((cells) => cells.join("\t")).join("\n"));
  await page.click("button:has-text('Read what is pasted')");
  await page.waitForSelector(".import-cells");
}

async function shoot(browser: Browser, filled: Filled): Promise<void> {
  const shots = fillings[filled].flatMap((name) =>
    Object.entries(looks).map(([look, options]) => ({
      file: `${filled}-${name}-${look}`,
      path: pages[name] ?? "/",
      options,
    })),
  );
  const wanted = shots.filter(({ file }) => words.every((word) => file.split("-").includes(word)));
  if (wanted.length === 0) return;
  const site = await openPages(filled);
  const isDesk = (file: string) => file.includes("-desk-");
  const key = wanted.some(({ file }) => isDesk(file)) ? await fileSpeech(site) : null;
  for (const { file, path, options } of wanted) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    if (isDesk(file)) await page.addInitScript(`sessionStorage.setItem("servanda-key", "${key}")`);
    await page.goto(`${site.address}${path}`, { waitUntil: "networkidle" });
    if (file.includes("desk-reading")) await takeFirst(page);
    if (file.includes("desk-update")) await page.click("text=Record what happened");
    if (file.includes("desk-grid")) await changeMany(page);
    if (file.includes("desk-mending")) await mendRows(page);
    await page.screenshot({ path: join(folder, `${file}.png`), fullPage: true });
    await context.close();
    console.log(`screenshots/${file}.png`);
  }
  await site.close();
}

if (words.length === 0) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const server = await startChromium();
const browser = await chromium.connect(server.wsEndpoint());
if (words.includes("docs")) await shootForDocs(browser);
else for (const filled of Object.keys(fillings) as Filled[]) await shoot(browser, filled);
await browser.close();
await server.close();
