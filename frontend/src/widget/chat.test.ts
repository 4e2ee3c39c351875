import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Chat } from "./chat.ts";
import { Door } from "./door.ts";
import { aHello, aMessage, ownMessage } from "./examples.ts";
import type { Memory, Remembered } from "./memory.ts";
import type { Lang } from "./texts.ts";

const BASE = "https://kompas.example/chat/";

/** A server in a function: answers calls, keeps streams open, and can be taken away. */
class Server {
  readonly calls: string[] = [];
  readonly bodies: Record<string, unknown>[] = [];
  readonly headers: Headers[] = [];
  readonly streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  readonly special = new Map<string, () => Response>();
  down = false;

  readonly fetch: typeof fetch = async (address, init) => {
    const path = String(address).replace(`${BASE}v1/`, "");
    const call = `${init?.method ?? "GET"} ${path}`;
    if (this.down) throw new TypeError("no network");
    this.calls.push(call);
    this.headers.push(new Headers(init?.headers));
    this.bodies.push(init?.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {});
    const special = this.special.get(call);
    if (special) return special();
    if (path.startsWith("hello")) return Response.json(aHello({ lang: path.endsWith("en") ? "en" : "nl" }));
    if (path === "conversations")
      return Response.json({ conversation: "c1", token: "t1", identity: "none" }, { status: 201 });
    if (path.endsWith("/events"))
      return new Response(new ReadableStream({ start: (one) => void this.streams.push(one) }));
    return Response.json({ seq: 1 }, { status: 202 });
  };

  say(event: string, data: unknown, seq?: number): void {
    const block = `${seq ? `id: ${seq}\n` : ""}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    this.streams.at(-1)?.enqueue(new TextEncoder().encode(block));
  }

  posts(): string[] {
    return this.calls.filter((call) => call.startsWith("POST"));
  }
}

function aMemory(kept: Partial<Remembered> = {}) {
  const memory = { now: { shown: false, seen: 0, unsent: [], ...kept } as Remembered };
  const face = {
    recall: () => memory.now,
    keep: (what: Remembered) => void (memory.now = what),
    forget: () => undefined,
  };
  return { kept: memory, memory: face as unknown as Memory };
}

function aChat(kept: Partial<Remembered> = {}, page: Lang = "nl") {
  const server = new Server();
  const { memory, kept: box } = aMemory(kept);
  const chat = new Chat({
    base: BASE,
    lang: page,
    memory,
    changed: () => undefined,
    door: (lang) => new Door(BASE, lang, server.fetch),
  });
  return { chat, server, box };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(1);

describe("the beginning", () => {
  it("asks only for the first frame until the customer does something", async () => {
    const { chat, server } = aChat();
    expect(server.calls).toEqual([]);
    chat.open();
    await settle();
    expect(server.calls).toEqual(["GET hello?lang=nl"]);
    expect(chat.now.welcome?.text).toBe(aHello().welcome);
  });

  it("begins one conversation for the first message, and listens to it with the token in a header", async () => {
    const { chat, server } = aChat();
    chat.open();
    chat.say("hoi");
    chat.say("waar is mijn pakket");
    await settle();
    expect(server.posts()).toEqual([
      "POST conversations",
      ...Array(2).fill("POST conversations/c1/messages"),
    ]);
    expect(server.calls).toContain("GET conversations/c1/events");
    expect(server.headers.at(-1)?.get("Authorization")).toBe("Bearer t1");
    expect(server.calls.join()).not.toContain("t1");
  });

  it("can begin with the wish for a person", async () => {
    const { chat, server } = aChat();
    chat.open();
    chat.askHuman();
    await settle();
    expect(server.posts()).toEqual(["POST conversations", "POST conversations/c1/human"]);
  });

  it("lets a customer in whose login is refused", async () => {
    const { chat, server } = aChat();
    let refused = false;
    server.special.set("POST conversations", () => {
      if (refused) return Response.json({ conversation: "c1", token: "t1", identity: "none" });
      refused = true;
      return Response.json({}, { status: 401 });
    });
    await chat.identify("expired");
    chat.open();
    chat.say("hoi");
    await settle();
    expect(server.posts()).toEqual([
      "POST conversations",
      "POST conversations",
      "POST conversations/c1/messages",
    ]);
    expect(chat.now.gone).toBe(false);
  });

  it("keeps trying for the first frame, and keeps what is written meanwhile", async () => {
    const { chat, server } = aChat();
    server.down = true;
    chat.open();
    chat.say("hoort u mij?");
    await settle();
    expect(chat.now.line).toBe("lost");
    expect(chat.contact).toBe("https://kompas.example/contact/?lang=nl");
    server.down = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(chat.now.hello).not.toBeNull();
    expect(chat.now.line).not.toBe("lost");
    expect(server.posts()).toEqual(["POST conversations", "POST conversations/c1/messages"]);
  });
});

describe("a reload", () => {
  it("takes the conversation up from its beginning, with what was not sent under its own id", async () => {
    const unsent = [{ id: "u1", deed: "message", text: "nog een", at: "", fate: "sending" } as const];
    const { chat, server } = aChat({ conversation: "c1", token: "t1", seen: 2, unsent, shown: true });
    chat.open();
    await settle();
    expect(server.calls).toContain("GET conversations/c1/events");
    expect(server.calls).not.toContain("POST conversations");
    expect(server.bodies).toContainEqual({ id: "u1", text: "nog een" });
    expect(chat.seen).toBe(2);
    server.say("message", aMessage(1), 1);
    server.say("message", ownMessage(2, "u1"), 2);
    await settle();
    expect(chat.now.messages.map((one) => one.seq)).toEqual([1, 2]);
    expect(chat.now.unsent).toEqual([]);
  });

  it("speaks the language of a page in another language, until there is a conversation", async () => {
    const kept = { lang: "nl", page: "nl" };
    expect(aChat(kept, "nl").chat.now.lang).toBe("nl");
    expect(aChat(kept, "en").chat.now.lang).toBe("en");
    expect(aChat({ ...kept, conversation: "c1", token: "t1" }, "en").chat.now.lang).toBe("nl");
  });

  it("finds in memory the conversation, what was seen and what is not confirmed, and no message", async () => {
    const { chat, server, box } = aChat();
    chat.open();
    chat.show(true);
    chat.say("hoi");
    await settle();
    server.say("message", ownMessage(1, chat.now.unsent[0]?.id ?? ""), 1);
    server.say("message", aMessage(2), 2);
    await settle();
    chat.see(2);
    expect(box.now).toEqual({
      shown: true,
      seen: 2,
      lang: "nl",
      page: "nl",
      unsent: [],
      conversation: "c1",
      token: "t1",
    });
  });
});

describe("looking up", () => {
  it("is said only 700 ms after the question, of which the server waited 300", async () => {
    const { chat, server } = aChat();
    chat.open();
    chat.say("hoi");
    await settle();
    server.say("thinking", {});
    await vi.advanceTimersByTimeAsync(350);
    expect(chat.now.thinking).toBe("noted");
    await vi.advanceTimersByTimeAsync(100);
    expect(chat.now.thinking).toBe("shown");
  });

  it("is not said for an answer that comes sooner, nor early in the next turn", async () => {
    const { chat, server } = aChat();
    chat.open();
    chat.say("hoi");
    await settle();
    server.say("thinking", {});
    await vi.advanceTimersByTimeAsync(300);
    server.say("message", aMessage(1), 1);
    server.say("thinking", {});
    await vi.advanceTimersByTimeAsync(300);
    expect(chat.now.thinking).toBe("noted");
  });
});

describe("trouble", () => {
  it("is told in the server's words with the way to a person", async () => {
    const { chat, server } = aChat();
    server.special.set("POST conversations/c1/messages", () =>
      Response.json({ detail: "Even wachten.", human: "/contact/?lang=nl" }, { status: 503 }),
    );
    chat.open();
    chat.say("hoi");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(chat.now.trouble).toEqual({
      words: "Even wachten.",
      human: "https://kompas.example/contact/?lang=nl",
    });
    expect(chat.now.unsent[0]?.fate).toBe("failed");
    expect(server.posts().filter((call) => call.endsWith("messages"))).toHaveLength(4);
    server.special.clear();
    chat.retry(chat.now.unsent[0]?.id ?? "");
    await settle();
    expect(chat.now.trouble).toBeNull();
    expect(chat.now.unsent[0]?.fate).toBe("sent");
  });

  it("is told in our own words where a proxy answers without any", async () => {
    const { chat, server } = aChat();
    server.special.set("POST conversations/c1/messages", () => new Response("<h1>502</h1>", { status: 502 }));
    chat.open();
    chat.say("hoi");
    await vi.advanceTimersByTimeAsync(100);
    expect(chat.now.trouble?.words).toBe(chat.texts.fault);
  });

  it("of a call that is not repeated is told too, and goes away when it works", async () => {
    const { chat, server } = aChat();
    chat.open();
    chat.say("hoi");
    await settle();
    server.down = true;
    await chat.askWhy(2);
    expect(chat.now.whys.get(2)).toBe("failed");
    expect(chat.now.trouble?.words).toBe(chat.texts.noAnswer);
    server.down = false;
    await chat.askWhy(2);
    expect(chat.now.trouble).toBeNull();
  });
});

describe("a conversation that is gone", () => {
  it("begins anew as another one, with the words that were not received", async () => {
    const { chat, server } = aChat({ conversation: "old", token: "t0" });
    server.special.set("GET conversations/old/events", () => new Response("", { status: 404 }));
    server.special.set("POST conversations/old/messages", () => Response.json({}, { status: 404 }));
    chat.open();
    chat.say("bent u er nog?");
    await settle();
    expect(chat.now.gone).toBe(true);
    chat.beginAnew();
    await settle();
    expect(chat.now.gone).toBe(false);
    expect(server.posts().slice(-2)).toEqual(["POST conversations", "POST conversations/c1/messages"]);
    const begun = server.headers[server.calls.indexOf("POST conversations")];
    expect(begun?.get("Authorization")).toBe("Bearer t0");
  });
});

describe("the language", () => {
  it("brings the first frame in that language, and is told with every call", async () => {
    const { chat, server } = aChat();
    chat.open();
    chat.say("hello");
    await settle();
    server.say("message", aMessage(1, { lang: "en" }), 1);
    await settle();
    expect(chat.texts.send).toBe("Send");
    expect(server.calls).toContain("GET hello?lang=en");
    expect(chat.now.hello?.lang).toBe("en");
    await chat.leaveQueue();
    expect(server.headers.at(-1)?.get("Accept-Language")).toBe("en");
  });

  it("says 'je' throughout where the company does", async () => {
    const { chat, server } = aChat();
    server.special.set("GET hello?lang=nl", () => Response.json(aHello({ address_form: "je" })));
    chat.open();
    await settle();
    expect(chat.texts.placeholder).toBe("Typ je vraag");
  });
});
