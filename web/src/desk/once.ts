/**
 * A POST whose answer never came may have been done. The same one again, from the same form, is then sent by the
 * Idempotency-Key of the first, so that it is done once; so are two at the same time, as by a double click.
 */

const name = "servanda-unanswered";
/** How many are remembered, the newest. */
const most = 20;

type Unanswered = readonly (readonly [request: string, key: string])[];

function kept(): Unanswered {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "[]") as Unanswered;
  } catch {
    return [];
  }
}

/** Where the browser keeps no more, a reload forgets it, and that alone. */
let unanswered = kept();
function keep(next: Unanswered): void {
  unanswered = next.slice(-most);
  try {
    sessionStorage.setItem(name, JSON.stringify(unanswered));
  } catch {
    sessionStorage.removeItem(name);
  }
}

/** What is asked, in few letters: cyrb53, 53 bits by two lanes of multiplications (bryc, public domain). */
function digestOf(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  const [c, d] = [mixed(a, b), mixed(b, a)];
  return (4294967296 * (2097151 & d) + (c >>> 0)).toString(36);
}

const mixed = (a: number, b: number): number =>
  Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);

/** By which key a request goes on, once it took over that of another one. */
const takenOver = new Map<string, string>();

/** Gives a request the key of the same one before, if that had no answer. Returns what to tell of its answer. */
export async function asOnce(request: Request): Promise<(response: Response) => void> {
  const own = request.headers.get("idempotency-key");
  if (own === null) return () => {};
  const asked = digestOf(`${request.method} ${request.url}\n${await request.clone().text()}`);
  const key = takenOver.get(own) ?? unanswered.find(([each]) => each === asked)?.[1] ?? own;
  if (key !== own) takenOver.set(own, key);
  request.headers.set("idempotency-key", key);
  if (!unanswered.some(([each]) => each === asked)) keep([...unanswered, [asked, key]]);
  return ({ status }) => {
    const isOver = status < 500 && status !== 409 && status !== 429;
    if (isOver) keep(unanswered.filter(([each]) => each !== asked));
  };
}
