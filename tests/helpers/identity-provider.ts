import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";

/** Of oidc-provider, what is used here. */
interface Interaction {
  prompt: { name: string };
  params: { client_id: string; scope: string; resource?: string };
  session?: { accountId: string };
}
interface OpenIdProvider {
  proxy: boolean;
  callback: () => (request: IncomingMessage, response: ServerResponse) => void;
  interactionDetails: (request: IncomingMessage, response: ServerResponse) => Promise<Interaction>;
  interactionFinished: (request: IncomingMessage, response: ServerResponse, result: object) => Promise<void>;
  Grant: new (
    of: object,
  ) => {
    addOIDCScope: (scope: string) => void;
    addResourceScope: (resource: string, scope: string) => void;
    save: () => Promise<string>;
  };
}

/** As it is loaded it warns of every Node.js that is not of an LTS line, and a test prints nothing. */
async function loadProvider(): Promise<new (issuer: string, settings: object) => OpenIdProvider> {
  const { warn } = console;
  console.warn = () => {};
  try {
    // @ts-expect-error: it comes without types
    return (await import("oidc-provider")).default;
  } finally {
    console.warn = warn;
  }
}

export const audience = "https://servanda.example/api";

/**
 * A certified OpenID Connect provider on this machine, with one public client. `state.account`: who signs in without
 * being asked, with the role of that name, null: who declines; `state.lifetime`: of tokens, in seconds;
 * `state.sendTo`: makes another address of each that it sends a browser to.
 */
export async function startProvider() {
  const state = { account: "analyst" as string | null, lifetime: 600, sendTo: (url: string) => url };
  const handle: { run: (request: IncomingMessage, response: ServerResponse) => void } = { run: () => {} };
  const server = createServer((request, response) => handle.run(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;

  /** The client's pages: they get an address once this has one. */
  const allow = async (pages: string) => {
    const Provider = await loadProvider();
    return new Provider(issuer, {
      clients: [
        {
          client_id: "servanda-desk",
          token_endpoint_auth_method: "none",
          id_token_signed_response_alg: "ES256",
          redirect_uris: [`${pages}/desk/signed-in`],
          post_logout_redirect_uris: [`${pages}/desk`],
          grant_types: ["authorization_code"],
          response_types: ["code"],
          application_type: "native",
        },
      ],
      adapter: inMemory(),
      renderError: async (ctx: { body: string }, out: { error: string; error_description?: string }) => {
        ctx.body = `<!doctype html><title>Refused</title><p>${out.error}: ${out.error_description}`;
      },
      cookies: { keys: ["of a test"] },
      ttl: { AccessToken: () => state.lifetime, Session: 3600, Grant: 3600, Interaction: 600, IdToken: 600 },
      clientBasedCORS: () => true,
      findAccount: async (_ctx: unknown, id: string) => ({ accountId: id, claims: async () => ({ sub: id }) }),
      extraTokenClaims: async (_ctx: unknown, { accountId }: { accountId: string }) => ({ roles: [accountId] }),
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: {
          enabled: true,
          logoutSource: async (ctx: { body: string }, form: string) => {
            ctx.body = `<!doctype html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`;
          },
        },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: async () => ({
            scope: "",
            audience,
            accessTokenFormat: "jwt",
            jwt: { sign: { alg: "ES256" } },
          }),
          useGrantedResource: async () => true,
        },
      },
      jwks: { keys: [await signingKey()] },
    });
  };

  const interact = async (provider: OpenIdProvider, request: IncomingMessage, response: ServerResponse) => {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (state.account === null)
      return provider.interactionFinished(request, response, {
        error: "access_denied",
        error_description: "The person said <b>no</b>.",
      });
    if (prompt.name === "login")
      return provider.interactionFinished(request, response, { login: { accountId: state.account } });
    const grant = new provider.Grant({ accountId: session?.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  };

  const serve = async (pages: string) => {
    const provider = await allow(pages);
    const answer = provider.callback();
    handle.run = (request, response) => {
      const set = response.setHeader.bind(response);
      response.setHeader = (name, value) =>
        set(name, name.toLowerCase() === "location" ? state.sendTo(String(value)) : value);
      if (request.url?.startsWith("/interaction/")) void interact(provider, request, response);
      else answer(request, response);
    };
  };
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { issuer, state, serve, close };
}

async function signingKey(): Promise<object> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: "ES256", use: "sig", kid: "one" };
}

interface Kept {
  payload: Record<string, unknown>;
  until: number;
}

/** Where the provider keeps what it gave out, of its own since that which it brings warns against itself. */
function inMemory() {
  const kept = new Map<string, Kept>();
  const inForce = (id: string | undefined) => {
    const found = id === undefined ? undefined : kept.get(id);
    return found && found.until > Date.now() ? found.payload : undefined;
  };
  return class {
    name: string;
    constructor(name: string) {
      this.name = name;
    }
    #id(id: string) {
      return `${this.name} ${id}`;
    }
    async upsert(id: string, payload: Record<string, unknown>, seconds = 3600) {
      kept.set(this.#id(id), { payload, until: Date.now() + seconds * 1000 });
    }
    async find(id: string) {
      return inForce(this.#id(id));
    }
    async findByUid(uid: string) {
      return inForce([...kept].find(([, { payload }]) => payload.uid === uid)?.[0]);
    }
    async consume(id: string) {
      Object.assign(inForce(this.#id(id)) ?? {}, { consumed: Math.floor(Date.now() / 1000) });
    }
    async destroy(id: string) {
      kept.delete(this.#id(id));
    }
    async revokeByGrantId(grantId: string) {
      for (const [id, { payload }] of kept) if (payload.grantId === grantId) kept.delete(id);
    }
  };
}
