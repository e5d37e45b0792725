import { z } from "zod";
import { languages } from "../../languages/languages.ts";

const CodeSource = z
  .object({ title: z.string(), url: z.url() })
  .meta({ id: "CodeSource", description: "A standard or publication that a code list follows or maps to." });

const Equivalent = z.object({ vocabulary: z.string(), code: z.string(), name: z.string() }).meta({
  id: "Equivalent",
  description: "The nearest code of another vocabulary.",
  examples: [{ vocabulary: "IATI-ActivityStatus", code: "2", name: "Implementation" }],
});

const code = {
  code: z.string().meta({ description: "The value as records carry it: stable, snake_case." }),
  name: z.string().meta({ description: "What people call it, in English." }),
  definition: z.string(),
  crosswalk: z
    .array(Equivalent)
    .exactOptional()
    .meta({ description: "Nearest codes elsewhere, the closest first; a vocabulary that is not named has none." }),
  examples: z.array(z.string()).exactOptional().meta({ description: "Words that call for this code." }),
  evidence: z.string().exactOptional().meta({ description: "Of a status: the evidence it needs." }),
  group: z.enum(["open", "paused", "closed"]).exactOptional().meta({
    description: "Of a status: whether the promise is still to be kept, is on hold, or is over.",
  }),
  kind: z.string().exactOptional().meta({ description: "Of an event type: its code in the list event-kind." }),
  status: z.string().nullable().exactOptional().meta({
    description: "Of an event type: the status it gives where the event itself names none; null leaves it as it is.",
  }),
};

/** What is served of a code beside its definition. */
const Code = z
  .object({
    ...code,
    order: z.int().meta({ description: "Its place in the list as people expect it, from 1." }),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .meta({
        description: "A colour that holds for colour-blind readers, of Paul Tol's schemes (2021); never alone.",
      }),
    label: z.string().meta({ description: "What people call it, in the language that was chosen." }),
    labels: z
      .object(Object.fromEntries(languages.map((language) => [language, z.string()])))
      .exactOptional()
      .meta({ description: "The same in every language." }),
  })
  .meta({ id: "Code", description: "One code of a list, defined." });

const list = {
  name: z.string().meta({ description: "The list's name in addresses, kebab-case.", examples: ["status"] }),
  title: z.string(),
  description: z.string(),
  ordered: z.boolean().meta({ description: "Whether the codes are listed by rank; the description says of what." }),
  sources: z.array(CodeSource),
};

export const CodeList = z
  .object({ ...list, codes: z.array(Code) })
  .meta({ id: "CodeList", description: "A closed list of codes: what a field may hold, and what each value means." });
export type CodeList = z.infer<typeof CodeList>;

export const CodeListSummary = CodeList.omit({ sources: true, codes: true })
  .extend({ count: z.int().meta({ description: "How many codes it has." }) })
  .meta({ id: "CodeListSummary", description: "A code list without its codes." });
export type CodeListSummary = z.infer<typeof CodeListSummary>;

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** A code list as it is written down. */
export const CodeListWritten = z.object({ ...list, codes: z.array(z.object(code)) });
/** Constant, so that its codes become literal types. */
export type Definition = Frozen<z.infer<typeof CodeListWritten>>;

/** The zod enum of a list's codes, literal types kept; its schema id is the list's name in PascalCase. */
export function enumOf<C extends string>(list: { name: string; description: string; codes: readonly { code: C }[] }) {
  const id = list.name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return z
    .enum(list.codes.map(({ code }) => code))
    .meta({ id, description: `${list.description} Each value is defined at /v1/codelists/${list.name}.` });
}
