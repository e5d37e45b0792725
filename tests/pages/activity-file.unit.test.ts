import { expect, it } from "vitest";
import { activitiesFile, looksLikeXml, textOfActivities, xmlText } from "../../web/src/desk/import/activity-file.ts";

const file = `<?xml version="1.0" encoding="windows-1251"?>
<iati-activities version="2.03"><!-- <iati-activity>no</iati-activity> -->
  <iati-activity a="1 > 0"><title><![CDATA[</iati-activity>]]></title></iati-activity>
  <iati-activity/>
  <iati-activity-date/>
</iati-activities>`;

it("each activity is one by itself, whatever comments and CDATA say, and the file is the same when it is sent", () => {
  const read = activitiesFile("a.xml", file);
  expect(read.activities).toEqual([
    '<iati-activity a="1 > 0"><title><![CDATA[</iati-activity>]]></title></iati-activity>',
    "<iati-activity/>",
  ]);
  expect(textOfActivities(read).replace(/\s+/g, " ")).toBe(
    file.replace(' encoding="windows-1251"', "").replace(/\s+/g, " "),
  );
});

it.each(["<a>no activities</a>", "<iati-activities><iati-activity>never ends", "", "<!-- never ends <iati-activity/>"])(
  "what has no whole activity is sent as it is: %s",
  (text) => {
    const read = activitiesFile("a.xml", text);
    expect([read.activities, textOfActivities(read)]).toEqual([[], text]);
  },
);

it("its text is read by its mark, by what is said of it, or by its declaration; else it says which charset it is not", async () => {
  const old = new Blob([
    Uint8Array.from(`${file.slice(0, 45)}`, (c) => c.charCodeAt(0)),
    new Uint8Array([0xcc, 0xe8, 0xf0]),
  ]);
  expect(await xmlText(old, "")).toMatch(/\?>Мир$/);
  expect(await xmlText(new Blob([new Uint8Array([0xff, 0xfe]), Buffer.from("<a>Мир</a>", "utf16le")]), "")).toBe(
    "<a>Мир</a>",
  );
  await expect(xmlText(new Blob([new Uint8Array([0xcc])]), "")).rejects.toThrow("no text of the charset utf-8");
  await expect(xmlText(new Blob(["<a/>"]), "nonsense")).rejects.toThrow("no text of the charset nonsense");
  expect([looksLikeXml("a.csv", "\n<?xml"), looksLikeXml("a.csv", "<b>,1")]).toEqual([true, false]);
});
