import { lookup, Resolver } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Where webhooks may lead: to public addresses by TLS, and to what the operator lists. */

/**
 * Not public: the IANA special-purpose address registries (RFC 6890) and multicast. Of IPv6, only what is global
 * unicast (2000::/3) is public, so that addresses with an IPv4 address within (mapped, compatible, NAT64) are none;
 * 6to4 and Teredo, which lie there, are taken out.
 */
const special4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
  // The metadata service of Azure has a public address.
  "168.63.129.16/32",
];
const special6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"];
const global6 = networks(["2000::/3"]);
const closed = networks([...special4, ...special6]);

function networks(list: readonly string[]): BlockList {
  const block = new BlockList();
  for (const one of list) {
    const [address = "", prefix] = one.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    block.addSubnet(address, prefix === undefined ? { ipv4: 32, ipv6: 128 }[family] : Number(prefix), family);
  }
  return block;
}

const isIn = (block: BlockList, address: string): boolean =>
  block.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

export function isPublic(address: string): boolean {
  const family = isIP(address);
  return (family === 4 || (family === 6 && isIn(global6, address))) && !isIn(closed, address);
}

/** What the operator lists. */
export interface Allowed {
  hasHost: (host: string) => boolean;
  hasAddress: (address: string) => boolean;
}

/** `list`: names, addresses and networks. */
export function allowedHosts(list: readonly string[]): Allowed {
  const isName = (text: string) => isIP(text.split("/")[0] ?? "") === 0;
  const names = new Set(list.filter(isName));
  const listed = networks(list.filter((text) => !isName(text)));
  const hasAddress = (address: string) => isIP(address) !== 0 && isIn(listed, address);
  return { hasHost: (host) => names.has(host) || hasAddress(host), hasAddress };
}

/** RFC 6761, 6762, 8375 and 9476, ICANN's `internal`, and names that networks use for themselves. */
const inward = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|alt|onion|test|invalid|home\.arpa)$/;

/** The host of a URL as names and addresses are written elsewhere. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "").replace(/\.+$/, "");

/**
 * Why webhooks may not lead to a URL, in a sentence; null: they may, as far as it tells. Names may still lead to an
 * address that is not public: see `addressesOf`.
 */
export function addressFault(text: string, allowed: Allowed): string | null {
  if (!URL.canParse(text)) return "Write an absolute address, such as https://hooks.example.org/servanda.";
  const url = new URL(text);
  const host = hostOf(url);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "Write an https address.";
  if (url.username !== "" || url.password !== "") return "Leave out the user name and password before the @.";
  if (url.hash !== "") return "Leave out the part after #: it is never sent.";
  if (allowed.hasHost(host)) return null;
  if (url.protocol === "http:") return "Write https: without TLS only hosts that the operator lists are reached.";
  if (isIP(host) !== 0 && !isPublic(host))
    return `${host} is no public address: only those that the operator lists are reached.`;
  if (isIP(host) === 0 && (!host.includes(".") || inward.test(host)))
    return `${host} is no public name: only those that the operator lists are reached.`;
  const port = Number(url.port || 443);
  return port === 443 || port >= 1024 ? null : "Use port 443, or one from 1024 on.";
}

/** The addresses that a name leads to. */
export type Resolve = (host: string) => Promise<string[]>;

/**
 * Asks the name servers, in no thread of the pool, where a name that hangs would keep others waiting; names that the
 * operator lists are asked of the system, so that its hosts file counts.
 */
export const resolverFor =
  (allowed: Allowed): Resolve =>
  async (host) => {
    if (allowed.hasHost(host)) return (await lookup(host, { all: true })).map(({ address }) => address);
    const resolver = new Resolver({ timeout: 2000, tries: 2 });
    const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return asked.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  };

/** A name that leads nowhere, or where no webhook may go. */
export class AddressError extends Error {}

/** The addresses of a host, every one of which may be reached. @throws AddressError */
export async function addressesOf(
  host: string,
  { allowed, resolve }: { allowed: Allowed; resolve: Resolve },
): Promise<string[]> {
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0) throw new AddressError(`The name ${host} leads to no address.`);
  const isFree = allowed.hasHost(host) || addresses.every((each) => isPublic(each) || allowed.hasAddress(each));
  if (!isFree) throw new AddressError(`The name ${host} leads to an address that is not public.`);
  return addresses;
}
