/** Values for the tests: a complete one of each, of which a test changes what it is about. */
import type { Unsent } from "./conversation.ts";
import type { Brief, Hello, Message, Standing } from "./front-door.ts";

export function aHello(change: Partial<Hello> = {}): Hello {
  return {
    company: "Zwaluw Fietsen",
    assistant: "Zwaluw AI-assistent",
    languages: ["nl", "en"],
    lang: "nl",
    welcome: "U chat met de AI-assistent van Zwaluw Fietsen.",
    ai_label: "AI-assistent",
    subtitle: "Zwaluw Fietsen · een medewerker is altijd bereikbaar",
    contact_url: "/contact/?lang=nl",
    open: true,
    opens: null,
    wait_minutes: 4,
    max_chars: 8000,
    ...change,
  };
}

export function aMessage(seq: number, change: Partial<Message> = {}): Message {
  return {
    seq,
    author: "assistant",
    author_name: "AI-assistent",
    at: "2026-11-24T14:03:00+01:00",
    lang: "nl",
    client_id: null,
    provenance: "quote",
    reply_to: null,
    parts: [{ kind: "text", text: `bericht ${seq}` }],
    citations: [],
    why: false,
    ...change,
  };
}

export function ownMessage(seq: number, id: string, text = "mijn vraag"): Message {
  return aMessage(seq, {
    author: "customer",
    author_name: "",
    client_id: id,
    provenance: "human",
    parts: [{ kind: "text", text }],
  });
}

export function aStanding(change: Partial<Standing> = {}): Standing {
  return {
    held_by: "assistant",
    resolved: false,
    position: null,
    wait_minutes: null,
    agent_name: null,
    silenced: false,
    open: true,
    opens: null,
    promise: null,
    brief: false,
    survey: false,
    identity: "none",
    ...change,
  };
}

export function aBrief(change: Partial<Brief> = {}): Brief {
  return {
    wish: "Wil de helm ruilen",
    facts: [{ text: "De helm past niet", proof: "claimed", at: null }],
    tried: [],
    sources: [],
    mood: null,
    open_question: null,
    correction: null,
    ...change,
  };
}

export function anUnsent(id: string, change: Partial<Unsent> = {}): Unsent {
  return {
    id,
    deed: "message",
    text: "mijn vraag",
    at: "2026-11-24T14:03:00+01:00",
    fate: "waiting",
    ...change,
  };
}
