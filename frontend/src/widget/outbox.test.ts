import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { after, quiet, type Conversation, type Unsent } from "./conversation.ts";
import { LineLost, Refusal } from "./door.ts";
import { anUnsent } from "./examples.ts";
import { Outbox } from "./outbox.ts";

const TEMPO = { first: 100, most: 1000, tries: 3, chance: () => 0.5 };

function refusal(status: number, detail?: string, retryAfter: number | null = null): Refusal {
  return new Refusal(status, detail ? { detail } : {}, retryAfter);
}

/** A desk whose server does what `answers` says, in turn, and takes everything once those are used up. */
function aDesk(...answers: (Error | null)[]) {
  let now: Conversation = quiet("nl");
  const delivered: string[] = [];
  const troubles: (number | null)[] = [];
  const desk = {
    unsent: () => now.unsent,
    deliver: async (one: Unsent) => {
      delivered.push(one.id);
      const answer = answers.shift() ?? null;
      if (answer) throw answer;
    },
    tell: (what: Parameters<typeof after>[1]) => {
      now = after(now, what);
    },
    troubled: (fault: Refusal | null) => void troubles.push(fault?.status ?? null),
  };
  const outbox = new Outbox(desk, TEMPO);
  const write = (id: string, change: Partial<Unsent> = {}) => {
    desk.tell({ kind: "written", unsent: anUnsent(id, change) });
    void outbox.send();
  };
  const fates = () => now.unsent.map((one) => `${one.id} ${one.fate}`);
  return { outbox, write, fates, delivered, troubles, desk, now: () => now };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("the outbox", () => {
  it("sends in the order of writing, one at a time", async () => {
    const { write, delivered, fates } = aDesk();
    write("a");
    write("b");
    write("c");
    await settle();
    expect(delivered).toEqual(["a", "b", "c"]);
    expect(fates()).toEqual(["a sent", "b sent", "c sent"]);
  });

  it("tries a lost line for ever under the same id, and keeps the order", async () => {
    const lost = () => new LineLost("x");
    const { write, delivered, fates } = aDesk(lost(), lost(), lost(), lost(), lost());
    write("a");
    write("b");
    await settle();
    expect(fates()).toEqual(["a waiting", "b waiting"]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(delivered).toEqual(["a", "a", "a", "a", "a", "a", "b"]);
  });

  it("does not send again what the stream already brought back", async () => {
    const { write, delivered, desk } = aDesk(new LineLost("the answer was lost, the message was not"));
    write("a");
    await settle();
    desk.tell({ kind: "withdrawn", id: "a" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(delivered).toEqual(["a"]);
  });

  it("hurries when the network is back", async () => {
    const { write, delivered, outbox } = aDesk(new LineLost("x"));
    write("a");
    await settle();
    outbox.hurry();
    await settle();
    expect(delivered).toEqual(["a", "a"]);
  });

  it("waits as long as a busy server asks, says so, and then sends by itself", async () => {
    const { write, delivered, troubles, fates } = aDesk(refusal(429, "druk", 5));
    write("a");
    await settle();
    expect(troubles).toEqual([429]);
    await vi.advanceTimersByTimeAsync(4900);
    expect(delivered).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(fates()).toEqual(["a sent"]);
    expect(troubles.at(-1)).toBeNull();
  });

  it("gives up a server's fault after a few tries, holds up what follows, and goes on when asked", async () => {
    const { write, delivered, fates, outbox } = aDesk(refusal(503), refusal(503), refusal(503));
    write("a");
    write("b");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(delivered).toEqual(["a", "a", "a"]);
    expect(fates()).toEqual(["a failed", "b waiting"]);
    outbox.retry("a");
    await settle();
    expect(delivered).toEqual(["a", "a", "a", "a", "b"]);
  });

  it("sets aside what is refused, with the reason, and goes on with the next", async () => {
    const { write, fates, troubles, now } = aDesk(refusal(422, "Te veel tekens."));
    write("a");
    write("b");
    await settle();
    expect(fates()).toEqual(["a refused", "b sent"]);
    expect(now().unsent[0]?.words).toBe("Te veel tekens.");
    expect(troubles).not.toContain(422);
  });

  it("puts a wish for a person before everything, also before what failed", async () => {
    const { write, delivered, now } = aDesk(refusal(503), refusal(503), refusal(503));
    write("a");
    await vi.advanceTimersByTimeAsync(10_000);
    write("h", { deed: "human" });
    await settle();
    expect(delivered.at(-1)).toBe("h");
    expect(now().unsent.map((one) => one.id)).toEqual(["a"]);
  });

  it("leaves a wish for a person that cannot be passed on with the way to one", async () => {
    const { write, troubles, now } = aDesk(refusal(500), refusal(500), refusal(500));
    write("h", { deed: "human" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(troubles.at(-1)).toBe(500);
    expect(now().unsent).toEqual([]);
  });

  it("stops at a conversation that is gone, and keeps the words", async () => {
    const { write, delivered, now } = aDesk(refusal(404));
    write("a");
    write("b");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(delivered).toEqual(["a"]);
    expect(now().gone).toBe(true);
    expect(now().unsent.map((one) => one.id)).toEqual(["a", "b"]);
  });
});
