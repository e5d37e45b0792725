import type { Definition } from "./codelist.ts";

const vclt = "Vienna Convention on the Law of Treaties (1969), articles 2, 11 to 18, 24, 25, 42 to 45 and 54 to 56";

export const participation = {
  name: "participation",
  title: "Participation of a party",
  description: "Where one party stands with a commitment that parties join and leave by acts of their own.",
  ordered: false,
  sources: [
    { title: vclt, url: "https://legal.un.org/ilc/texts/instruments/english/conventions/1_1_1969.pdf" },
    {
      title: "United Nations Treaty Collection, Glossary of terms relating to Treaty actions",
      url: "https://treaties.un.org/pages/Overview.aspx?path=overview/glossary/page1_en.xml",
    },
  ],
  codes: [
    { code: "no_act", name: "No act", definition: "No act of the party towards being bound is on record." },
    {
      code: "signatory",
      name: "Signatory",
      definition: "It has signed, and has not yet consented to be bound.",
    },
    {
      code: "contracting",
      name: "Contracting",
      definition:
        "It has consented to be bound (ratified, accepted, approved, acceded), and it is not in force for it.",
    },
    {
      code: "provisional",
      name: "Provisional application",
      definition: "It applies the instrument before it is in force for it.",
    },
    {
      code: "party",
      name: "Party",
      definition: "It has consented to be bound, and the instrument is in force for it.",
    },
    {
      code: "withdrawn",
      name: "Withdrawn",
      definition: "Its withdrawal or denunciation has taken effect.",
    },
  ],
} as const satisfies Definition;
