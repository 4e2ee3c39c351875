import { describe, expect, it } from "vitest";

import {
  after,
  asksForHuman,
  briefIsOut,
  openFor,
  quiet,
  spokenAfter,
  type Happening,
} from "./conversation.ts";
import { aBrief, aHello, aMessage, anUnsent, aStanding, ownMessage } from "./examples.ts";

const AT = "2026-11-24T14:02:00+01:00";

function following(...happenings: Happening[]) {
  return happenings.reduce(after, quiet("nl"));
}

function arrived(...seqs: number[]): Happening[] {
  return seqs.map((seq) => ({ kind: "arrived", message: aMessage(seq) }));
}

describe("messages", () => {
  it("stand in the order of their numbers, whatever order they come in", () => {
    const now = following(...arrived(3, 1, 2));
    expect(now.messages.map((one) => one.seq)).toEqual([1, 2, 3]);
  });

  it("are never doubled by a stream that begins anew", () => {
    const now = following(...arrived(1, 2, 3), ...arrived(1, 2, 3, 4));
    expect(now.messages.map((one) => one.seq)).toEqual([1, 2, 3, 4]);
  });

  it("take the place of the customer's own unsent words by their id", () => {
    const now = following(
      { kind: "written", unsent: anUnsent("a") },
      { kind: "written", unsent: anUnsent("b") },
      { kind: "arrived", message: ownMessage(1, "a") },
    );
    expect(now.unsent.map((one) => one.id)).toEqual(["b"]);
    expect(now.messages).toHaveLength(1);
  });

  it("count as spoken by us unless the customer wrote them", () => {
    const now = following(...arrived(1), { kind: "arrived", message: ownMessage(2, "a") }, ...arrived(3));
    expect(spokenAfter(now, 0).map((one) => one.seq)).toEqual([1, 3]);
    expect(spokenAfter(now, 1).map((one) => one.seq)).toEqual([3]);
  });
});

describe("the language", () => {
  const greeted: Happening = { kind: "greeted", hello: aHello(), at: AT };

  it("follows what the assistant speaks", () => {
    const now = following(greeted, { kind: "arrived", message: aMessage(1, { lang: "en" }) });
    expect(now.lang).toBe("en");
  });

  it("does not follow an old message that comes late", () => {
    const now = following(greeted, ...arrived(5), { kind: "arrived", message: aMessage(2, { lang: "en" }) });
    expect(now.lang).toBe("nl");
  });

  it("does not follow the customer, nor a language that the company does not offer", () => {
    const customer = { ...ownMessage(1, "a"), lang: "en" };
    expect(following(greeted, { kind: "arrived", message: customer }).lang).toBe("nl");
    const dutchOnly: Happening = { kind: "greeted", hello: aHello({ languages: ["nl"] }), at: AT };
    expect(following(dutchOnly, { kind: "arrived", message: aMessage(1, { lang: "en" }) }).lang).toBe("nl");
  });

  it("keeps the welcome as it was first said", () => {
    const english: Happening = {
      kind: "greeted",
      hello: aHello({ lang: "en", welcome: "You are chatting…" }),
      at: AT,
    };
    const now = following(greeted, english);
    expect(now.welcome?.text).toBe(aHello().welcome);
    expect(now.hello?.lang).toBe("en");
  });
});

describe("looking up", () => {
  it("is said once and ends with the answer", () => {
    const shown = following({ kind: "thinking" }, { kind: "thinking-shown" }, { kind: "thinking" });
    expect(shown.thinking).toBe("shown");
    expect(after(shown, { kind: "arrived", message: aMessage(1) }).thinking).toBe("no");
  });

  it("is not said after the answer came", () => {
    const now = following({ kind: "thinking" }, ...arrived(1), { kind: "thinking-shown" });
    expect(now.thinking).toBe("no");
  });

  it.each([
    ["a person holds the conversation", aStanding({ held_by: "agent" })],
    ["the assistant is stopped", aStanding({ silenced: true })],
  ])("ends when %s", (_, standing) => {
    const now = following({ kind: "thinking" }, { kind: "thinking-shown" }, { kind: "stood", standing });
    expect(now.thinking).toBe("no");
  });

  it("goes on over the echo of the customer's own words", () => {
    const now = following({ kind: "thinking" }, { kind: "arrived", message: ownMessage(1, "a") });
    expect(now.thinking).toBe("noted");
  });
});

describe("choices and offers", () => {
  it("can be pressed until the customer has said something after them", () => {
    const before = following(...arrived(1, 2));
    expect(openFor(before, 2)).toBe(true);
    expect(openFor(after(before, { kind: "written", unsent: anUnsent("a") }), 2)).toBe(false);
    expect(openFor(after(before, { kind: "arrived", message: ownMessage(3, "a") }), 2)).toBe(false);
  });

  it("stay open while a person is asked for by the button", () => {
    const now = following(...arrived(1), { kind: "written", unsent: anUnsent("h", { deed: "human" }) });
    expect(openFor(now, 1)).toBe(true);
    expect(asksForHuman(now)).toBe(true);
  });

  it("are closed when the conversation is gone", () => {
    expect(openFor(following(...arrived(1), { kind: "gone" }), 1)).toBe(false);
  });
});

describe("the brief", () => {
  it("stands by itself while it waits for a person, and not once one is there", () => {
    const briefed: Happening = { kind: "briefed", brief: aBrief() };
    expect(briefIsOut(following(briefed))).toBe(false);
    expect(briefIsOut(following(briefed, { kind: "stood", standing: aStanding({ held_by: "queue" }) }))).toBe(
      true,
    );
    expect(briefIsOut(following(briefed, { kind: "stood", standing: aStanding({ held_by: "agent" }) }))).toBe(
      false,
    );
    const promise = { reference: "K-1", due_text: "maandag" };
    expect(briefIsOut(following(briefed, { kind: "stood", standing: aStanding({ promise }) }))).toBe(true);
  });
});

describe("the end", () => {
  it("forgets the rating when the conversation goes on", () => {
    const given = { effort: 2, solved: true } as const;
    const rated = following(
      { kind: "stood", standing: aStanding({ resolved: true, survey: true }) },
      { kind: "rated", rating: { fate: "kept", given } },
    );
    const answered = after(rated, { kind: "stood", standing: aStanding({ resolved: true }) });
    expect(answered.rating?.given).toEqual(given);
    expect(after(answered, { kind: "stood", standing: aStanding() }).rating).toBeNull();
  });

  it("begins anew with what was written and never received, and with nothing else", () => {
    const now = following(
      { kind: "greeted", hello: aHello(), at: AT },
      ...arrived(1),
      { kind: "stood", standing: aStanding({ held_by: "queue" }) },
      { kind: "written", unsent: anUnsent("a") },
      { kind: "gone" },
      { kind: "began-anew" },
    );
    expect(now.messages).toEqual([]);
    expect(now.standing).toBeNull();
    expect(now.gone).toBe(false);
    expect(now.unsent.map((one) => one.id)).toEqual(["a"]);
  });
});

describe("a report that something is wrong", () => {
  it("can be sent again when it failed", () => {
    const sending = following({ kind: "wrong", seq: 4, fate: "sending" });
    expect(after(sending, { kind: "wrong", seq: 4, fate: "noted" }).wrongs.get(4)).toBe("noted");
    expect(after(sending, { kind: "wrong", seq: 4, fate: "failed" }).wrongs.has(4)).toBe(false);
  });
});
