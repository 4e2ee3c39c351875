import { describe, expect, it } from "vitest";

import { aloud } from "./aloud.ts";
import { after, quiet, type Conversation, type Happening } from "./conversation.ts";
import { aHello, aMessage, aStanding, ownMessage } from "./examples.ts";
import { texts } from "./texts.ts";

const t = texts("nl");
const EMPTY = quiet("nl");

function said(before: Conversation, what: Happening, heard = 0): readonly string[] {
  return aloud(before, after(before, what), heard, t);
}

describe("what is read aloud", () => {
  it("is the welcome, with its label, before anything else", () => {
    expect(said(EMPTY, { kind: "greeted", hello: aHello(), at: "" })).toEqual([
      "AI-assistent: U chat met de AI-assistent van Zwaluw Fietsen.",
    ]);
  });

  it("is each message of ours with its label, and none of the customer's own", () => {
    expect(said(EMPTY, { kind: "arrived", message: aMessage(1) })).toEqual(["AI-assistent: bericht 1"]);
    expect(said(EMPTY, { kind: "arrived", message: ownMessage(1, "a") })).toEqual([]);
  });

  it("is no message that was heard before", () => {
    expect(said(EMPTY, { kind: "arrived", message: aMessage(2) }, 2)).toEqual([]);
  });

  it("labels the assistant as software whatever its name, and an agent as a person", () => {
    const named = aMessage(1, { author_name: "Zwaluw" });
    expect(said(EMPTY, { kind: "arrived", message: named })).toEqual(["Zwaluw (AI-assistent): bericht 1"]);
    const agent = aMessage(1, { author: "agent", author_name: "Noor van Zwaluw" });
    expect(said(EMPTY, { kind: "arrived", message: agent })).toEqual([
      "Noor van Zwaluw, medewerker: bericht 1",
    ]);
  });

  it("holds lists, tables, records and choices in words", () => {
    const message = aMessage(1, {
      parts: [
        { kind: "list", items: ["een", "twee"] },
        { kind: "table", header: ["Hoe", "Prijs"], rows: [["Post", "€ 5"]] },
        {
          kind: "record",
          fields: [{ label: "Stand", value: "onderweg" }],
          source: "Uit uw gegevens",
          read_at: "",
          purpose: null,
        },
        {
          kind: "choices",
          options: [
            { label: "A", text: "a" },
            { label: "B", text: "b" },
          ],
        },
      ],
    });
    expect(said(EMPTY, { kind: "arrived", message })).toEqual([
      "AI-assistent: een; twee Hoe: Post, Prijs: € 5 Stand: onderweg. Uit uw gegevens. A; B",
    ]);
  });

  it("is a change in how things stand, once", () => {
    const queue = aStanding({ held_by: "queue", position: 3, wait_minutes: 6 });
    const waiting = after(EMPTY, { kind: "stood", standing: queue });
    expect(aloud(EMPTY, waiting, 0, t)).toEqual(["U bent nummer 3. Meestal duurt dat nu 6 minuten."]);
    expect(said(waiting, { kind: "stood", standing: { ...queue } })).toEqual([]);
    expect(said(waiting, { kind: "stood", standing: { ...queue, position: 2 } })).toHaveLength(1);
  });

  it("is that the line was lost, and that it is back", () => {
    const lost = after(EMPTY, { kind: "line", line: "lost" });
    expect(aloud(EMPTY, lost, 0, t)).toEqual([t.lineLost]);
    expect(said(lost, { kind: "line", line: "open" })).toEqual([t.lineBack]);
  });

  it("is the looking up, once", () => {
    const noted = after(EMPTY, { kind: "thinking" });
    const shown = after(noted, { kind: "thinking-shown" });
    expect(aloud(noted, shown, 0, t)).toEqual([t.lookingUp]);
    expect(aloud(shown, after(shown, { kind: "thinking" }), 0, t)).toEqual([]);
  });
});
