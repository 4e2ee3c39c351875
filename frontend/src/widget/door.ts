/** The calls to the front door. Every fault comes out as one of two: the line was lost, or the door refused with words. */
import type { Begun, Brief, Hello, Identity, Problem, Rating, Why } from "./front-door.ts";

/** No answer came: nobody knows whether the call was received. */
export class LineLost extends Error {}

/** The door answered, and not as was hoped. */
export class Refusal extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** Seconds that the door asks us to wait, or null. */
  readonly retryAfter: number | null;

  constructor(status: number, problem: Problem, retryAfter: number | null) {
    super(`${status} ${problem.title ?? ""}`);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The conversation was erased, or our token is no longer worth anything. */
  get gone(): boolean {
    return isGone(this.status);
  }
}

export function isGone(status: number): boolean {
  return status === 401 || status === 404 || status === 410;
}

export interface Ticket {
  readonly conversation: string;
  readonly token: string;
}

const PATIENCE_MS = 20_000;

export class Door {
  readonly #base: string;
  readonly #lang: () => string;
  readonly #fetch: typeof fetch;

  /** `base` is the folder that the script came from, with its closing slash: `https://host/chat/`. */
  constructor(base: string, lang: () => string, fetcher: typeof fetch = (...call) => fetch(...call)) {
    this.#base = `${base}v1/`;
    this.#lang = lang;
    this.#fetch = fetcher;
  }

  hello(): Promise<Hello> {
    return this.#json<Hello>("GET", `hello?lang=${encodeURIComponent(this.#lang())}`);
  }

  /** Begins a conversation; with the token of one before it as the same visitor. */
  async begin(loginToken: string | null, token?: string): Promise<Begun> {
    const login = loginToken ? { login_token: loginToken } : {};
    const answer = await this.#call(
      "POST",
      "conversations",
      { lang: this.#lang(), ...login },
      undefined,
      token,
    );
    return (await answer.json()) as Begun;
  }

  login(ticket: Ticket, loginToken: string): Promise<{ identity: Identity; name?: string | null }> {
    return this.#json("POST", "login", { login_token: loginToken }, ticket);
  }

  send(ticket: Ticket, id: string, text: string): Promise<{ seq: number }> {
    return this.#json("POST", "messages", { id, text }, ticket);
  }

  async human(ticket: Ticket, id: string): Promise<void> {
    await this.#call("POST", "human", { id }, ticket);
  }

  async leaveQueue(ticket: Ticket): Promise<void> {
    await this.#call("POST", "queue/leave", {}, ticket);
  }

  brief(ticket: Ticket): Promise<Brief> {
    return this.#json<Brief>("GET", "brief", undefined, ticket);
  }

  correctBrief(ticket: Ticket, correction: string): Promise<Brief> {
    return this.#json<Brief>("PUT", "brief", { correction }, ticket);
  }

  async rate(ticket: Ticket, rating: Rating): Promise<void> {
    await this.#call("POST", "rating", rating, ticket);
  }

  async close(ticket: Ticket): Promise<void> {
    await this.#call("POST", "close", {}, ticket);
  }

  why(ticket: Ticket, seq: number): Promise<Why> {
    return this.#json<Why>("GET", `messages/${seq}/why`, undefined, ticket);
  }

  async wrong(ticket: Ticket, seq: number, comment: string): Promise<void> {
    await this.#call("POST", `messages/${seq}/wrong`, comment ? { comment } : {}, ticket);
  }

  async transcript(ticket: Ticket, format: "txt" | "html"): Promise<Blob> {
    const answer = await this.#call("GET", `transcript?format=${format}`, undefined, ticket);
    return answer.blob();
  }

  /** Opens the stream. The token travels in a header, never in the address. */
  events(ticket: Ticket, lastSeen: number, signal: AbortSignal): Promise<Response> {
    const headers = this.#headers(ticket.token);
    headers.set("Accept", "text/event-stream");
    if (lastSeen > 0) headers.set("Last-Event-ID", String(lastSeen));
    const address = this.#address("events", ticket);
    return this.#fetch(address, { headers, signal, credentials: "omit", cache: "no-store" });
  }

  async #json<Answer>(method: string, path: string, body?: unknown, ticket?: Ticket): Promise<Answer> {
    const answer = await this.#call(method, path, body, ticket);
    return (await answer.json()) as Answer;
  }

  async #call(
    method: string,
    path: string,
    body?: unknown,
    ticket?: Ticket,
    token = ticket?.token,
  ): Promise<Response> {
    const headers = this.#headers(token);
    if (body !== undefined) headers.set("Content-Type", "application/json");
    let answer: Response;
    try {
      answer = await this.#fetch(this.#address(path, ticket), {
        method,
        headers,
        credentials: "omit",
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (fault) {
      throw new LineLost("no answer", { cause: fault });
    }
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }

  #address(path: string, ticket?: Ticket): string {
    const within = ticket ? `conversations/${encodeURIComponent(ticket.conversation)}/` : "";
    return this.#base + within + path;
  }

  #headers(token?: string): Headers {
    const headers = new Headers({ "Accept-Language": this.#lang() });
    if (token) headers.set("Authorization", `Bearer ${token}`);
    return headers;
  }
}

/** Reads the refusal's words; a proxy's bare error page counts as a refusal without words. */
export async function refusal(answer: Response): Promise<Refusal> {
  const wait = Number.parseInt(answer.headers.get("Retry-After") ?? "", 10);
  let problem: Problem = {};
  try {
    const said: unknown = await answer.json();
    if (said !== null && typeof said === "object") problem = said;
  } catch {
    // Not JSON: the status alone has to do.
  }
  return new Refusal(answer.status, problem, Number.isFinite(wait) ? wait : null);
}
