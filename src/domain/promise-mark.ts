import { z } from "zod";

/** What a reader made of a sentence; they are data of the installation, and no records. */

export const Verdict = z.enum(["accepted", "rejected", "nothing", "stopped"]).meta({
  id: "PromiseVerdict",
  description:
    "`accepted`: it is a promise; `rejected`: it was thought to be one and is none; `nothing`: it was read and held nothing; `stopped`: reading stopped here.",
});
export type Verdict = z.infer<typeof Verdict>;
