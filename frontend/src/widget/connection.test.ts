import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Connection, type Dial, type Listener } from "./connection.ts";
import { aMessage, aStanding } from "./examples.ts";

/** A server of one stream: every call is a line that the test speaks on and breaks. */
class Exchange {
  readonly asked: number[] = [];
  readonly lines: ReadableStreamDefaultController<Uint8Array>[] = [];
  /** What the next calls get instead of a stream. */
  readonly refusals: (Response | Error)[] = [];

  readonly dial: Dial = (lastSeen, signal) => {
    this.asked.push(lastSeen);
    const refusal = this.refusals.shift();
    if (refusal instanceof Error) return Promise.reject(refusal);
    if (refusal) return Promise.resolve(refusal);
    const body = new ReadableStream<Uint8Array>({
      start: (line) => {
        this.lines.push(line);
        signal.addEventListener("abort", () => line.error(new Error("aborted")));
      },
    });
    return Promise.resolve(new Response(body));
  };

  say(text: string): void {
    this.lines.at(-1)?.enqueue(new TextEncoder().encode(text));
  }

  hangUp(): void {
    this.lines.at(-1)?.close();
  }

  breakOff(): void {
    this.lines.at(-1)?.error(new Error("reset"));
  }
}

function event(seq: number): string {
  return `id: ${seq}\nevent: message\ndata: ${JSON.stringify(aMessage(seq))}\n\n`;
}

const RHYTHM = { first: 100, most: 1000, silence: 5000, chance: () => 0.5 };

function connected() {
  const exchange = new Exchange();
  const heard: unknown[] = [];
  const listener: Listener = {
    arrived: (message) => heard.push(message.seq),
    stood: (standing) => heard.push(standing.held_by),
    briefed: (brief) => heard.push(brief.wish),
    thinking: () => heard.push("thinking"),
    gone: () => heard.push("gone"),
    line: (state) => heard.push(state),
  };
  const connection = new Connection(exchange.dial, listener, RHYTHM);
  void connection.listen();
  return { exchange, heard, connection };
}

const moment = () => vi.advanceTimersByTimeAsync(1);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the line", () => {
  it("brings messages, standing, brief and looking up", async () => {
    const { exchange, heard } = connected();
    await moment();
    exchange.say(`event: state\ndata: ${JSON.stringify(aStanding())}\n\n`);
    exchange.say(`event: thinking\ndata: {}\n\n${event(1)}`);
    exchange.say(`event: brief\ndata: {"wish":"ruilen"}\n\n`);
    await moment();
    expect(heard.filter((one) => one !== "open")).toEqual(["assistant", "thinking", 1, "ruilen"]);
    expect(exchange.asked).toEqual([0]);
  });

  it("takes up again after the last number, and says nothing of a single break", async () => {
    const { exchange, heard } = connected();
    await moment();
    exchange.say(event(1) + event(2));
    await moment();
    exchange.breakOff();
    await vi.advanceTimersByTimeAsync(150);
    exchange.say(event(3));
    await moment();
    expect(exchange.asked).toEqual([0, 2]);
    expect(heard.filter((one) => typeof one === "number")).toEqual([1, 2, 3]);
    expect(heard).not.toContain("lost");
  });

  it("reads a message whose bytes come in pieces, also within a letter", async () => {
    const { exchange, heard } = connected();
    await moment();
    const bytes = new TextEncoder().encode(event(1).replace("bericht", "bericht é…"));
    for (const byte of bytes) exchange.lines.at(-1)?.enqueue(Uint8Array.of(byte));
    await moment();
    expect(heard).toContain(1);
  });

  it("asks again for what broke off half-way", async () => {
    const { exchange, heard } = connected();
    await moment();
    exchange.say(event(1) + event(2).slice(0, 40));
    await moment();
    exchange.hangUp();
    await vi.advanceTimersByTimeAsync(150);
    expect(exchange.asked).toEqual([0, 1]);
    exchange.say(event(2));
    await moment();
    expect(heard.filter((one) => typeof one === "number")).toEqual([1, 2]);
  });

  it("says that it is lost at the second failure, waits longer each time, and says when it is back", async () => {
    const { exchange, heard } = connected();
    await moment();
    exchange.say(event(1));
    await moment();
    exchange.refusals.push(
      new TypeError("no network"),
      new TypeError("no network"),
      new TypeError("no network"),
    );
    exchange.breakOff();
    await vi.advanceTimersByTimeAsync(110);
    expect(heard.at(-1)).toBe("lost");
    await vi.advanceTimersByTimeAsync(200);
    expect(exchange.asked).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(380);
    expect(exchange.asked).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1300);
    exchange.say(event(2));
    await moment();
    expect(heard.slice(-2)).toEqual(["open", 2]);
    expect(new Set(exchange.asked.slice(1))).toEqual(new Set([1]));
  });

  it("notices a line that went dead without a word", async () => {
    const { exchange } = connected();
    await moment();
    exchange.say(event(1));
    await vi.advanceTimersByTimeAsync(4000);
    exchange.say(": still here\n\n");
    await vi.advanceTimersByTimeAsync(4000);
    expect(exchange.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1200);
    expect(exchange.asked).toEqual([0, 1]);
  });

  it("keeps to the term that a busy server names", async () => {
    const { exchange } = connected();
    await moment();
    exchange.refusals.push(new Response("", { status: 429, headers: { "Retry-After": "7" } }));
    exchange.breakOff();
    await vi.advanceTimersByTimeAsync(120);
    expect(exchange.asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(6500);
    expect(exchange.asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(600);
    expect(exchange.asked).toHaveLength(3);
  });

  it("hurries when the network is back", async () => {
    const { exchange, connection } = connected();
    await moment();
    exchange.refusals.push(new TypeError("x"), new TypeError("x"), new TypeError("x"));
    exchange.breakOff();
    await vi.advanceTimersByTimeAsync(310);
    const before = exchange.asked.length;
    connection.hurry();
    await moment();
    expect(exchange.asked).toHaveLength(before + 1);
  });
});

describe("the end of the line", () => {
  it.each([401, 404, 410])("is told as gone on %d, and not tried again", async (status) => {
    const { exchange, heard } = connected();
    await moment();
    exchange.refusals.push(new Response("", { status }));
    exchange.breakOff();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard.at(-1)).toBe("gone");
    expect(exchange.asked).toHaveLength(2);
  });

  it("is told as gone by the server itself", async () => {
    const { exchange, heard } = connected();
    await moment();
    exchange.say("event: gone\ndata: {}\n\n");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard.at(-1)).toBe("gone");
    expect(exchange.asked).toHaveLength(1);
  });

  it("is silent after stop", async () => {
    const { exchange, heard, connection } = connected();
    await moment();
    connection.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(exchange.asked).toHaveLength(1);
    expect(heard).toEqual([]);
  });
});
