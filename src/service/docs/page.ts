import type { Document, OperationObject } from "../../http/contract/types.ts";
import { escapeHtml } from "../page.ts";

/** The documentation as a page: every operation by its section. What is opened is loaded then, by browser.js. */

interface Listed {
  method: string;
  path: string;
  operation: OperationObject;
}

/** The page of a contract; `assets` are the addresses of its files, relative to it. */
export function docsPage(document: Document, assets: { script: string; style: string }): string {
  const { version, description } = document.info as { version: string; description: string };
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Listed => ({ method, path, operation })),
  );
  const tags = document.tags as { name: string; description: string }[];
  const sections = tags.map(({ name, description: about }) => {
    const listed = operations.filter(({ operation }) => operation.tags.includes(name)).map(entry);
    return `<section><h2>${escapeHtml(name)}</h2><p>${escapeHtml(about)}</p>${listed.join("")}</section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Servanda API</title><link rel="stylesheet" href="${assets.style}"><script type="module" src="${assets.script}"></script></head>
<body><main><h1>Servanda API <small>${escapeHtml(version)}</small></h1><p>${escapeHtml(description)}
The contract: <a href="openapi.json">OpenAPI 3.1</a>. <a href="problems">What errors mean</a>.</p>
<form><label>Find <input type="search" name="find" placeholder="timeline" autocomplete="off"></label>
<label>Key for trying out <input type="password" name="key" placeholder="svd_..." autocomplete="off" spellcheck="false"></label>
<small>It is kept for this tab.</small></form>
<noscript><p>To try an operation out takes JavaScript; the contract has all that would be shown.</p></noscript>
${sections.join("\n")}</main></body></html>
`;
}

function entry({ method, path, operation: { operationId, summary } }: Listed): string {
  const name = `<b class="${method}">${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code>`;
  const data = `data-method="${method}" data-path="${escapeHtml(path)}"`;
  return `<details id="${operationId}" ${data}><summary>${name} ${escapeHtml(String(summary))}</summary><div></div></details>`;
}
