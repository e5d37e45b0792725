// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lines of code, as they stand in their files
import { mutantsOf } from "./mutant.ts";

/** What would show a secret to whom it is none of his business. */
const search = "secrets/canaries.drill.process";
export const secrets = mutantsOf([
  [
    "the log has queries, and the keys that are in them",
    "src/http/logging.ts",
    'path: pathOf(request.raw.url ?? "/"),',
    "path: request.raw.url,",
    search,
  ],
  [
    "the log has the headers of each request",
    "src/http/logging.ts",
    "    ip: request.ip,",
    "    ip: request.ip, headers: request.headers,",
    search,
  ],
  [
    "at trace, the log has the credentials that are checked",
    "src/http/auth/guard.ts",
    "    const key = await authenticate(store, token, now());",
    "    request.log.trace({ hash: hashKeyText(token) }, 'checked');\n    const key = await authenticate(store, token, now());",
    search,
  ],
  [
    "who is refused is shown what he was refused for",
    "src/http/auth/authenticate.ts",
    '"There is no such key."',
    "`There is no such key: ${text}.`",
    search,
  ],
  [
    "a problem document names its address with the query",
    "src/http/errors/problem.ts",
    'const instance = pathOf(request.raw.url ?? "/").toWellFormed();',
    'const instance = (request.raw.url ?? "/").toWellFormed();',
    search,
  ],
  [
    "a setting that cannot be used is shown, whatever it is",
    "src/config/config.ts",
    "const given = secret ? name : `${name}=${JSON.stringify(shown)}`;",
    "const given = `${name}=${JSON.stringify(text)}`;",
    search,
  ],
  [
    "a server that cannot be reached is named with its password",
    "src/store/postgres/engine.ts",
    'return showUrl(url).replace(/^postgres(ql)?:\\/\\//, "");',
    'return url.replace(/^postgres(ql)?:\\/\\//, "");',
    search,
  ],
  [
    "a message of a webhook carries the secret that it is signed with",
    "src/webhooks/signature.ts",
    'return { "webhook-id": id,',
    'return { "webhook-secret": secrets.join(), "webhook-id": id,',
    search,
  ],
]);
