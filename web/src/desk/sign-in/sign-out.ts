import { keepKey } from "../../api.ts";
import { keepDraft } from "../drafts.ts";
import { keepIdToken, keptIdToken } from "./pending.ts";
import { askWay } from "./sign-in.tsx";

/** What the way in tells of the way out, once. */
export const farewell = "signed-out";

/** Forgets the key or token of this tab; whoever signed in at the issuer is signed out there, too, if it can be. */
export async function signOut(): Promise<void> {
  const idToken = keptIdToken();
  keepKey("");
  keepIdToken(null);
  if (idToken === null) return location.assign("/desk");
  const way = await askWay().catch(() => null);
  if (way?.endSessionEndpoint) {
    const address = new URL(way.endSessionEndpoint);
    const back = `${location.origin}/desk`;
    const asked = { id_token_hint: idToken, client_id: way.clientId, post_logout_redirect_uri: back };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    return location.assign(address);
  }
  const where = way === null ? "The issuer could not be asked" : `${new URL(way.issuer).host} has no way to sign out`;
  keepDraft(farewell, { words: `Signed out here. ${where}: there you may still be signed in.` });
  location.assign("/desk");
}
