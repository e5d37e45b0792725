/** Opens operations: Swagger UI and the contract are loaded with the first of them. Runs in browsers. */

const form = document.querySelector("form");
const operations = [...document.querySelectorAll("details")];
const kept = "servanda-key";

form.key.value = sessionStorage.getItem(kept) ?? "";
form.key.addEventListener("input", () => sessionStorage.setItem(kept, form.key.value.trim()));
form.addEventListener("submit", (event) => event.preventDefault());
form.find.addEventListener("input", find);
for (const operation of operations) operation.addEventListener("toggle", () => open(operation));
addEventListener("hashchange", goToHash);
goToHash();

let loaded;
function load() {
  loaded ??= Promise.all([
    fetch("openapi.json").then((answer) => answer.json()),
    added("script", { src: "docs/swagger-ui-bundle.js" }),
    added("link", { rel: "stylesheet", href: "docs/swagger-ui.css" }),
  ]).then(([contract]) => contract);
  return loaded;
}

function added(name, attributes) {
  const element = Object.assign(document.createElement(name), attributes);
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${name} could not be loaded`));
    document.head.append(element);
  });
}

async function open(details) {
  if (!details.open) return;
  history.replaceState(null, "", `#${details.id}`);
  if (details.dataset.state) return;
  details.dataset.state = "loading";
  try {
    show(details, await load());
    details.dataset.state = "ready";
  } catch (error) {
    details.querySelector("div").textContent = `It could not be shown: ${error.message}. Reload the page to try again.`;
    details.dataset.state = "failed";
  }
}

/** The parts of a contract that a value refers to, and what these refer to. */
function partsFor(value, contract, parts = {}) {
  for (const [, kind, name] of JSON.stringify(value).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
    parts[kind] ??= {};
    if (name in parts[kind]) continue;
    parts[kind][name] = contract.components[kind][name];
    partsFor(parts[kind][name], contract, parts);
  }
  return parts;
}

/** Shows one operation, from a contract that has no other. */
function show(details, contract) {
  const { path, method } = details.dataset;
  const operation = contract.paths[path][method];
  globalThis.SwaggerUIBundle({
    spec: {
      ...contract,
      tags: [],
      paths: { [path]: { [method]: operation } },
      components: partsFor(operation, contract),
    },
    domNode: details.querySelector("div"),
    layout: "BaseLayout",
    docExpansion: "full",
    defaultModelsExpandDepth: -1,
    tryItOutEnabled: true,
    requestInterceptor: (request) => {
      const key = sessionStorage.getItem(kept);
      if (key) request.headers.Authorization = `Bearer ${key}`;
      return request;
    },
  });
}

function find() {
  const words = form.find.value.toLowerCase().split(/\s+/);
  for (const operation of operations) {
    const text = `${operation.id} ${operation.firstElementChild.textContent}`.toLowerCase();
    operation.hidden = !words.every((word) => text.includes(word));
  }
  for (const section of document.querySelectorAll("section"))
    section.hidden = section.querySelector("details:not([hidden])") === null;
}

function goToHash() {
  const details = operations.find(({ id }) => `#${id}` === location.hash);
  if (!details) return;
  details.open = true;
  details.scrollIntoView();
}
