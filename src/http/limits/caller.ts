import { isIPv6, SocketAddress } from "node:net";
import type { FastifyRequest } from "fastify";
import type { Principal } from "../../records/context.ts";
import { anonymous } from "../request/context.ts";

/** Whose share a request takes: that of its key or token, or without one that of its network. */
export function callerOf({ ip }: Pick<FastifyRequest, "ip">, principal: Principal): string {
  return principal === anonymous ? networkOf(ip) : principal.id;
}

/** Who an address stands for: itself, or of IPv6 its first 64 bits, of which one subscriber has all. */
export function networkOf(address: string): string {
  if (!address.includes(":") || !isIPv6(address)) return address.slice(0, 45);
  const { address: plain } = new SocketAddress({ address, family: "ipv6" });
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = plain.split("::");
  const start = head.split(":").filter(Boolean);
  const end = tail?.split(":").filter(Boolean) ?? [];
  const middle = Array<string>(Math.max(0, 8 - start.length - end.length)).fill("0");
  return `${[...start, ...middle, ...end].slice(0, 4).join(":")}::/64`;
}
