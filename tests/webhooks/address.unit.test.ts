import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressesOf, addressFault, allowedHosts, isPublic } from "../../src/webhooks/address.ts";

const nothing = allowedHosts([]);

/** Spellings of what no webhook may reach: loopback, private and link-local networks, metadata, and what hides them. */
const closed = [
  ...[
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "0",
    "0.0.0.0",
    "127.127.127.127",
  ],
  ...["①②⑦.⓪.⓪.①", "127。0。0。1", "127%2e0%2e0%2e1", "127.0.0.1.", "017700000001"],
  ...["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.100.100.200"],
  ...["169.254.169.254", "169.254.1.1", "2852039166", "0xa9fea9fe", "168.63.129.16", "192.0.0.192", "198.18.0.1"],
  ...[
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "192.88.99.1",
  ],
  ...["[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::7f00:1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]"],
  ...["[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001::1]", "[2001:db8::1]"],
  ...["[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[3fff::1]", "[100::1]", "[4000::1]"],
  ...["localhost", "LOCALHOST", "localhost.", "x.localhost", "metadata.google.internal", "metadata", "printer.local"],
  ...["router.lan", "intranet", "db.corp", "x.home.arpa", "x.onion", "a.test", "kubernetes.default.svc.cluster.local"],
];

describe("where webhooks may lead", () => {
  it.each(closed)("not to https://%s/", (host) => {
    expect(addressFault(`https://${host}/x`, nothing)).not.toBeNull();
  });

  it.each([
    ["http://hooks.example.org/", "https"],
    ["ftp://hooks.example.org/", "https"],
    ["https://user:word@hooks.example.org/", "password"],
    ["https://hooks.example.org/#x", "#"],
    ["https://hooks.example.org:22/", "port"],
    ["/hooks", "absolute"],
    ["https://999.1.1.1/", "absolute"],
  ])("%s: the reason names %s", (url, word) => expect(addressFault(url, nothing)).toContain(word));

  it.each([
    "https://hooks.example.org/a?b=c",
    "https://93.184.216.34/",
    "https://[2606:4700::1111]:8443/",
    "https://bücher.example/",
  ])("to %s", (url) => expect(addressFault(url, nothing)).toBeNull());

  it("to what the operator lists, without TLS too, and to nothing else there", () => {
    const allowed = allowedHosts(["hooks.internal", "10.1.0.0/16", "fd00::/8", "127.0.0.1"]);
    for (const host of ["hooks.internal", "10.1.255.1", "[fd12::1]", "127.1"])
      for (const scheme of ["http", "https"]) expect(addressFault(`${scheme}://${host}:81/`, allowed)).toBeNull();
    for (const host of ["x.hooks.internal", "10.2.0.1", "[fe80::1]", "127.0.0.2"])
      expect(addressFault(`https://${host}/`, allowed)).not.toBeNull();
  });

  it("never to an IPv4 address within one of IPv6", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (...parts) => {
        const [a, b, c, d] = parts.map((part) => part.toString(16).padStart(2, "0"));
        for (const start of ["::ffff:", "::", "64:ff9b::", "::ffff:0:"])
          expect(isPublic(`${start}${a}${b}:${c}${d}`)).toBe(false);
        expect(isPublic(`2002:${a}${b}:${c}${d}::1`)).toBe(false);
      }),
    );
  });
});

describe("what a name leads to", () => {
  const leads = (addresses: string[], listed: string[] = []) =>
    addressesOf("hooks.example.org", { allowed: allowedHosts(listed), resolve: async () => addresses });

  it("is taken if every address is public or listed, and refused otherwise", async () => {
    expect(await leads(["93.184.216.34", "2606:4700::1111"])).toHaveLength(2);
    await expect(leads(["93.184.216.34", "10.0.0.1"])).rejects.toThrow("an address that is not public");
    await expect(leads(["::ffff:10.0.0.1"])).rejects.toThrow("an address that is not public");
    expect(await leads(["10.0.0.1"], ["10.0.0.0/8"])).toEqual(["10.0.0.1"]);
    expect(await leads(["127.0.0.1"], ["hooks.example.org"])).toEqual(["127.0.0.1"]);
    await expect(leads([])).rejects.toThrow("leads to no address");
  });
});
