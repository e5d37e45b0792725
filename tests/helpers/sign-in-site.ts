import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { openDesk } from "./at-desk.ts";
import { audience, startProvider } from "./identity-provider.ts";
import { openBrowser, type Visit, visit } from "./visit.ts";

/** Pages at which one signs in at a provider of the tests; each test of the file has a visitor of its own. */
export function signInSite() {
  const held = {} as {
    browser: Browser;
    provider: Awaited<ReturnType<typeof startProvider>>;
    site: Awaited<ReturnType<typeof openDesk>>;
    visited: Visit;
  };
  beforeAll(async () => {
    held.browser = await openBrowser();
    held.provider = await startProvider();
    const settings = { OIDC_ISSUER: held.provider.issuer, OIDC_AUDIENCE: audience, OIDC_CLIENT_ID: "servanda-desk" };
    held.site = await openDesk(held.browser, settings);
    await held.provider.serve(held.site.address);
  });
  afterAll(async () => {
    await held.site.close();
    await held.provider.close();
    await held.browser.close();
  });
  beforeEach(async () => {
    held.provider.state.account = "analyst";
    held.visited = await visit(held.browser, held.site.address);
  });
  afterEach(() => held.visited.close());
  return Object.assign(held, { signIn: () => held.visited.page.click("a:has-text('Sign in')") });
}
