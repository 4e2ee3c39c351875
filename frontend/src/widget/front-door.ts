/** The words of the front door's API, version 1: what the server says and what it is told. */

export type Author = "customer" | "assistant" | "agent" | "system";
export type Provenance = "quote" | "template" | "generated" | "human";
export type Identity = "none" | "known_address" | "verified" | "strong";

/** What is known before any conversation exists. Holds no personal data. */
export interface Hello {
  readonly company: string;
  readonly assistant: string;
  readonly languages: readonly string[];
  readonly lang: string;
  readonly welcome: string;
  readonly ai_label: string;
  readonly subtitle: string;
  readonly contact_url: string;
  readonly open: boolean;
  readonly opens: string | null;
  readonly wait_minutes: number | null;
  readonly max_chars: number;
  /** How the company addresses its customers in Dutch; "u" when not said. */
  readonly address_form?: "u" | "je";
}

export interface Begun {
  readonly conversation: string;
  readonly token: string;
  readonly identity: Identity;
  readonly name?: string | null;
}

export interface Citation {
  readonly n: number;
  readonly title: string;
  readonly heading: string | null;
  readonly updated: string | null;
  readonly url: string | null;
  readonly lang: string;
  /** The whole passage as it was when it was quoted: plain text. */
  readonly passage: string;
}

export interface Option {
  readonly label: string;
  readonly text: string;
}

export interface Fact {
  readonly text: string;
  readonly proof: "proven" | "claimed";
  readonly at: string | null;
}

/** What goes with the question to an agent; the customer may read and correct it. */
export interface Brief {
  readonly wish: string;
  readonly facts: readonly Fact[];
  readonly tried: readonly string[];
  readonly sources: readonly { readonly title: string }[];
  readonly mood: string | null;
  readonly open_question: string | null;
  readonly correction: string | null;
}

interface Cited {
  readonly cites?: readonly number[];
}

export type Part =
  | ({ readonly kind: "text"; readonly text: string } & Cited)
  | ({ readonly kind: "list"; readonly items: readonly string[] } & Cited)
  | ({
      readonly kind: "table";
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
    } & Cited)
  | {
      readonly kind: "record";
      readonly fields: readonly { readonly label: string; readonly value: string }[];
      readonly source: string;
      readonly read_at: string;
      readonly purpose: string | null;
    }
  | { readonly kind: "choices"; readonly options: readonly Option[] }
  | { readonly kind: "offer"; readonly text: string; readonly send: string; readonly brief?: Brief | null }
  | { readonly kind: "notice"; readonly text: string };

export type PartOf<Kind extends Part["kind"]> = Extract<Part, { kind: Kind }>;

export interface Message {
  readonly seq: number;
  readonly author: Author;
  readonly author_name: string;
  readonly at: string;
  readonly lang: string;
  readonly client_id: string | null;
  readonly provenance: Provenance;
  readonly reply_to: number | null;
  readonly parts: readonly Part[];
  readonly citations: readonly Citation[];
  readonly why: boolean;
}

/** How the conversation stands: who holds it, what is owed, what is asked. */
export interface Standing {
  readonly held_by: "assistant" | "queue" | "agent";
  readonly resolved: boolean;
  readonly position: number | null;
  readonly wait_minutes: number | null;
  readonly agent_name: string | null;
  readonly silenced: boolean;
  readonly open: boolean;
  readonly opens: string | null;
  readonly promise: { readonly reference: string; readonly due_text: string } | null;
  readonly brief: boolean;
  readonly survey: boolean;
  readonly identity: Identity;
}

/** Why an answer was given: the customer's depth of the trace. */
export interface Why {
  readonly decision: string;
  readonly title: string;
  readonly reasons: readonly string[];
  readonly certainty: string | null;
  readonly sources: readonly { readonly title: string; readonly updated: string | null }[];
  readonly version: string;
}

export interface Rating {
  readonly effort: 1 | 2 | 3 | 4 | 5;
  readonly solved: boolean;
  readonly comment?: string;
}

/** RFC 9457, with the remedy and the way to a person that every refusal of ours names. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly remedy?: string;
  readonly human?: string;
}
