/** The conversation as the customer sees it, and what each happening changes in it. Pure: no clock, no network, no screen. */
import type { Begun, Brief, Hello, Identity, Message, Rating, Standing, Why } from "./front-door.ts";
import { isLang, type Lang } from "./texts.ts";

/** Something that the customer asked of us and that the server has not confirmed in the stream yet. */
export interface Unsent {
  /** The client's own id: the server takes the same id once, so sending again is harmless. */
  readonly id: string;
  readonly deed: "message" | "human";
  readonly text: string;
  readonly at: string;
  /** `sent`: received, its echo is under way. `failed`: we gave up, the customer may retry. `refused`: never will be taken. */
  readonly fate: "waiting" | "sending" | "sent" | "failed" | "refused";
  readonly words?: string;
}

/** What went wrong, in words, always with the way to a person. */
export interface Trouble {
  readonly words: string;
  readonly human: string | null;
}

export interface Conversation {
  readonly lang: Lang;
  readonly hello: Hello | null;
  /** The welcome exactly as it was first shown, whatever language we speak later. */
  readonly welcome: {
    readonly text: string;
    readonly label: string;
    readonly lang: string;
    readonly at: string;
  } | null;
  readonly begun: boolean;
  readonly name: string | null;
  readonly identity: Identity;
  readonly messages: readonly Message[];
  readonly unsent: readonly Unsent[];
  readonly standing: Standing | null;
  readonly brief: Brief | null;
  readonly thinking: "no" | "noted" | "shown";
  readonly line: "quiet" | "open" | "lost";
  readonly trouble: Trouble | null;
  readonly gone: boolean;
  readonly whys: ReadonlyMap<number, Why | "asked" | "failed">;
  readonly wrongs: ReadonlyMap<number, "sending" | "noted">;
  readonly rating: {
    readonly fate: "sending" | "kept" | "failed" | "changing";
    readonly given: Rating;
  } | null;
}

export type Happening =
  | { readonly kind: "greeted"; readonly hello: Hello; readonly at: string }
  | { readonly kind: "begun"; readonly begun: Pick<Begun, "identity" | "name"> }
  | { readonly kind: "arrived"; readonly message: Message }
  | { readonly kind: "stood"; readonly standing: Standing }
  | { readonly kind: "briefed"; readonly brief: Brief }
  | { readonly kind: "thinking" }
  | { readonly kind: "thinking-shown" }
  | { readonly kind: "written"; readonly unsent: Unsent }
  | { readonly kind: "fared"; readonly id: string; readonly fate: Unsent["fate"]; readonly words?: string }
  | { readonly kind: "withdrawn"; readonly id: string }
  | { readonly kind: "line"; readonly line: Conversation["line"] }
  | { readonly kind: "troubled"; readonly trouble: Trouble | null }
  | { readonly kind: "gone" }
  | { readonly kind: "began-anew" }
  | { readonly kind: "why"; readonly seq: number; readonly why: Why | "asked" | "failed" }
  | { readonly kind: "wrong"; readonly seq: number; readonly fate: "sending" | "noted" | "failed" }
  | { readonly kind: "rated"; readonly rating: Conversation["rating"] }
  | { readonly kind: "spoke"; readonly lang: Lang };

export function quiet(lang: Lang): Conversation {
  return {
    lang,
    hello: null,
    welcome: null,
    begun: false,
    name: null,
    identity: "none",
    messages: [],
    unsent: [],
    standing: null,
    brief: null,
    thinking: "no",
    line: "quiet",
    trouble: null,
    gone: false,
    whys: new Map(),
    wrongs: new Map(),
    rating: null,
  };
}

export function after(now: Conversation, what: Happening): Conversation {
  switch (what.kind) {
    case "greeted":
      return greeted(now, what.hello, what.at);
    case "begun":
      return { ...now, begun: true, identity: what.begun.identity, name: what.begun.name ?? now.name };
    case "arrived":
      return arrived(now, what.message);
    case "stood":
      return stood(now, what.standing);
    case "briefed":
      return { ...now, brief: what.brief };
    case "thinking":
      return now.thinking === "no" ? { ...now, thinking: "noted" } : now;
    case "thinking-shown":
      return now.thinking === "noted" ? { ...now, thinking: "shown" } : now;
    case "written":
      return { ...now, unsent: [...now.unsent, what.unsent], trouble: null };
    case "fared":
      return fared(now, what);
    case "withdrawn":
      return { ...now, unsent: now.unsent.filter((one) => one.id !== what.id) };
    case "line":
      return line(now, what.line);
    case "troubled":
      return { ...now, trouble: what.trouble };
    case "gone":
      return { ...now, gone: true, thinking: "no", trouble: null };
    case "began-anew":
      return { ...quiet(now.lang), hello: now.hello, unsent: now.unsent };
    case "why":
      return { ...now, whys: new Map(now.whys).set(what.seq, what.why) };
    case "wrong":
      return { ...now, wrongs: wrongs(now.wrongs, what.seq, what.fate) };
    case "rated":
      return { ...now, rating: what.rating };
    case "spoke":
      return { ...now, lang: what.lang };
  }
}

function greeted(now: Conversation, hello: Hello, at: string): Conversation {
  const welcome = now.welcome ?? { text: hello.welcome, label: hello.ai_label, lang: hello.lang, at };
  // Before the first message the server chooses the language; from then on the conversation does.
  const lang = now.messages.length === 0 && isLang(hello.lang) ? hello.lang : now.lang;
  return { ...now, hello, welcome, lang };
}

/** A message of the stream. What came before is replaced, so a stream that begins anew doubles nothing. */
function arrived(now: Conversation, message: Message): Conversation {
  const others = now.messages.filter((one) => one.seq !== message.seq);
  const messages = [...others, message].sort((one, other) => one.seq - other.seq);
  const newest = messages.at(-1) === message;
  const ours = message.author === "customer";
  return {
    ...now,
    messages,
    lang: newest && spokenByUs(message) ? spoken(now, message.lang) : now.lang,
    unsent: message.client_id ? now.unsent.filter((one) => one.id !== message.client_id) : now.unsent,
    thinking: ours ? now.thinking : "no",
  };
}

function spokenByUs(message: Message): boolean {
  return message.author === "assistant" || message.author === "agent";
}

/** The language of our own texts, if both the company and we have it. */
function spoken(now: Conversation, lang: string): Lang {
  const offered = now.hello?.languages.includes(lang) ?? true;
  return offered && isLang(lang) ? lang : now.lang;
}

function stood(now: Conversation, standing: Standing): Conversation {
  const looksUp = standing.held_by === "assistant" && !standing.silenced && !standing.resolved;
  return {
    ...now,
    standing,
    identity: standing.identity,
    thinking: looksUp ? now.thinking : "no",
    // A conversation that goes on after it was solved may be rated once more.
    rating: standing.resolved || standing.survey ? now.rating : null,
  };
}

function line(now: Conversation, is: Conversation["line"]): Conversation {
  if (is === now.line) return now;
  return is === "lost" ? { ...now, line: is, thinking: "no" } : { ...now, line: is };
}

function fared(now: Conversation, what: Extract<Happening, { kind: "fared" }>): Conversation {
  const unsent = now.unsent.map((one): Unsent => {
    if (one.id !== what.id) return one;
    const { words: _, ...rest } = one;
    return what.words === undefined
      ? { ...rest, fate: what.fate }
      : { ...rest, fate: what.fate, words: what.words };
  });
  return { ...now, unsent };
}

function wrongs(
  now: Conversation["wrongs"],
  seq: number,
  fate: "sending" | "noted" | "failed",
): Conversation["wrongs"] {
  const next = new Map(now);
  if (fate === "failed") next.delete(seq);
  else next.set(seq, fate);
  return next;
}

/** Choices and offers can be pressed only while the customer has said nothing after them. */
export function openFor(now: Conversation, seq: number): boolean {
  if (now.gone || now.unsent.some((one) => one.deed === "message")) return false;
  return !now.messages.some((one) => one.author === "customer" && one.seq > seq);
}

/** The messages that we spoke and that came after `seq`: what is still to be read aloud, or counted as new. */
export function spokenAfter(now: Conversation, seq: number): readonly Message[] {
  return now.messages.filter((one) => one.author !== "customer" && one.seq > seq);
}

/** The brief is on its way to a person who has not come yet: then it stands by itself, below the messages. */
export function briefIsOut(now: Conversation): boolean {
  return now.brief !== null && (now.standing?.held_by === "queue" || Boolean(now.standing?.promise));
}

export function asksForHuman(now: Conversation): boolean {
  return now.unsent.some((one) => one.deed === "human");
}

/** The way to a person that needs no chat: from the server, or the page that every Kompas has. */
export function contactLink(now: Conversation, origin: string): string {
  return new URL(now.hello?.contact_url ?? `/contact/?lang=${now.lang}`, origin).href;
}
