/** The chat behind the screen: keeps the conversation, and does what the customer asks of it. */
import { Connection } from "./connection.ts";
import {
  after,
  contactLink,
  quiet,
  type Conversation,
  type Happening,
  type Trouble,
  type Unsent,
} from "./conversation.ts";
import { Door, LineLost, Refusal, type Ticket } from "./door.ts";
import type { Rating } from "./front-door.ts";
import { identifier } from "./identifier.ts";
import type { Memory } from "./memory.ts";
import { Outbox } from "./outbox.ts";
import { backOff, Pause } from "./pause.ts";
import { firstLang, texts, type Lang, type Texts } from "./texts.ts";

/** "Ik zoek het op…" is said when an answer takes longer than 700 ms; the server tells us so after 300 of them. */
const THINKING_SHOWS_AFTER_MS = 400;

export interface ChatSettings {
  /** The folder that the script came from, with its closing slash: `https://host/chat/`. */
  readonly base: string;
  readonly lang: Lang;
  readonly memory: Memory;
  readonly changed: () => void;
  readonly door?: (lang: () => string) => Door;
}

export class Chat {
  now: Conversation;
  /** The highest message number that the customer has seen or heard. */
  seen: number;
  readonly #settings: ChatSettings;
  readonly #door: Door;
  #outbox: Outbox;
  #connection: Connection | null = null;
  #ticket: Ticket | null;
  /** The token of the conversation that was here before: whoever comes back is the same visitor. */
  #before: string | undefined;
  #beginning: Promise<Ticket> | null = null;
  #loginToken: string | null = null;
  #shown = false;
  #thinking: ReturnType<typeof setTimeout> | undefined;
  readonly #greeting = new Pause();
  #greeted = false;
  #stopped = false;

  constructor(settings: ChatSettings) {
    this.#settings = settings;
    const kept = settings.memory.recall();
    // On a page in another language we speak that one, until there is a conversation: then that goes before.
    const goesOn = kept.conversation !== undefined || kept.page === settings.lang;
    const lang = goesOn ? firstLang(kept.lang, settings.lang) : settings.lang;
    this.now = { ...quiet(lang), unsent: kept.unsent.map(stillWaiting) };
    this.seen = kept.seen;
    this.#ticket =
      kept.conversation && kept.token ? { conversation: kept.conversation, token: kept.token } : null;
    this.#door = settings.door?.(() => this.now.lang) ?? new Door(settings.base, () => this.now.lang);
    this.#outbox = this.#newOutbox();
  }

  /** The customer opened the chat (or had it open before a reload): from here on we may call the server. */
  open(): void {
    if (this.#ticket) this.#listen(this.#ticket);
    void this.#outbox.send();
    void this.#greet();
  }

  /** Leaves without a trace on this page; the conversation itself stays on the server. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#thinking);
    this.#connection?.stop();
    this.#outbox.stop();
    this.#greeting.cutShort();
  }

  /** The network is back, or the customer looks again. */
  hurry(): void {
    this.#connection?.hurry();
    this.#outbox.hurry();
    this.#greeting.cutShort();
  }

  get texts(): Texts {
    return texts(this.now.lang, this.now.hello?.address_form);
  }

  get contact(): string {
    return contactLink(this.now, this.#settings.base);
  }

  get maxChars(): number {
    return this.now.hello?.max_chars ?? 8000;
  }

  /** Whether the panel is open is part of what a reload restores. */
  show(shown: boolean): void {
    this.#shown = shown;
    this.#remember();
  }

  see(seq: number): void {
    if (seq <= this.seen) return;
    this.seen = seq;
    this.#remember();
  }

  // What the customer says and asks

  say(text: string): void {
    this.#put("message", text);
  }

  askHuman(): void {
    const asked = this.now.unsent.some((one) => one.deed === "human");
    if (!asked) this.#put("human", "");
    else this.#outbox.hurry();
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  withdraw(id: string): void {
    this.#tell({ kind: "withdrawn", id });
    void this.#outbox.send();
  }

  async leaveQueue(): Promise<void> {
    await this.#try((ticket) => this.#door.leaveQueue(ticket));
  }

  async correctBrief(correction: string): Promise<boolean> {
    const brief = await this.#try((ticket) => this.#door.correctBrief(ticket, correction));
    if (brief) this.#tell({ kind: "briefed", brief });
    return brief !== null;
  }

  async askWhy(seq: number): Promise<void> {
    const known = this.now.whys.get(seq);
    if (known && known !== "failed") return;
    this.#tell({ kind: "why", seq, why: "asked" });
    const why = await this.#try((ticket) => this.#door.why(ticket, seq));
    this.#tell({ kind: "why", seq, why: why ?? "failed" });
  }

  async reportWrong(seq: number, comment: string): Promise<void> {
    this.#tell({ kind: "wrong", seq, fate: "sending" });
    const noted = await this.#try(async (ticket) => {
      await this.#door.wrong(ticket, seq, comment);
      return true;
    });
    this.#tell({ kind: "wrong", seq, fate: noted ? "noted" : "failed" });
  }

  async rate(given: Rating): Promise<void> {
    this.#tell({ kind: "rated", rating: { fate: "sending", given } });
    const kept = await this.#try(async (ticket) => {
      await this.#door.rate(ticket, given);
      return true;
    });
    this.#tell({ kind: "rated", rating: { fate: kept ? "kept" : "failed", given } });
  }

  reconsiderRating(): void {
    const given = this.now.rating?.given;
    if (given) this.#tell({ kind: "rated", rating: { fate: "changing", given } });
  }

  async end(): Promise<void> {
    await this.#try((ticket) => this.#door.close(ticket));
  }

  async transcript(format: "txt" | "html"): Promise<Blob | null> {
    return this.#try((ticket) => this.#door.transcript(ticket, format));
  }

  beginAnew(): void {
    this.#connection?.stop();
    this.#outbox.stop();
    this.#connection = null;
    this.#before = this.#ticket?.token;
    this.#ticket = null;
    this.seen = 0;
    this.#tell({ kind: "began-anew" });
    this.#outbox = this.#newOutbox();
    void this.#outbox.send();
    void this.#greet();
  }

  speak(lang: Lang): void {
    this.#tell({ kind: "spoke", lang });
  }

  /** The site knows who the customer is, or no longer does. */
  async identify(loginToken: string | null): Promise<void> {
    if (loginToken === this.#loginToken) return;
    this.#loginToken = loginToken;
    if (!loginToken || !this.#ticket) return;
    try {
      const begun = await this.#door.login(this.#ticket, loginToken);
      this.#tell({ kind: "begun", begun });
    } catch {
      // Refused or lost: the customer goes on as before, and proves who they are when it matters.
    }
  }

  // How it is done

  #put(deed: Unsent["deed"], text: string): void {
    const unsent: Unsent = { id: identifier(), deed, text, at: new Date().toISOString(), fate: "waiting" };
    this.#tell({ kind: "written", unsent });
    void this.#outbox.send();
  }

  #newOutbox(): Outbox {
    return new Outbox({
      unsent: () => this.now.unsent,
      deliver: (one) => this.#deliver(one),
      tell: (what) => this.#tell(what),
      troubled: (refusal) => this.#tell({ kind: "troubled", trouble: refusal && this.#inWords(refusal) }),
    });
  }

  async #deliver(one: Unsent): Promise<void> {
    try {
      const ticket = await this.#begin();
      if (one.deed === "human") await this.#door.human(ticket, one.id);
      else await this.#door.send(ticket, one.id, one.text);
    } catch (fault) {
      if (fault instanceof LineLost) this.#tell({ kind: "line", line: "lost" });
      throw fault;
    }
    if (this.now.line !== "lost") return;
    this.#tell({ kind: "line", line: "open" });
    this.#connection?.hurry();
  }

  /** A conversation begins with the first thing that the customer does, and only once. */
  async #begin(): Promise<Ticket> {
    if (this.#ticket) return this.#ticket;
    this.#beginning ??= this.#beginNow();
    try {
      return await this.#beginning;
    } finally {
      this.#beginning = null;
    }
  }

  async #beginNow(): Promise<Ticket> {
    const begun = await this.#door.begin(this.#loginToken, this.#before).catch((fault: unknown) => {
      // A login that is refused must not shut the door: the customer comes in unknown.
      if (fault instanceof Refusal && fault.status === 401 && this.#loginToken)
        return this.#door.begin(null, this.#before);
      throw fault;
    });
    const ticket = { conversation: begun.conversation, token: begun.token };
    this.#ticket = ticket;
    this.#tell({ kind: "begun", begun });
    this.#listen(ticket);
    return ticket;
  }

  #listen(ticket: Ticket): void {
    if (this.#connection) return;
    this.#tell({ kind: "begun", begun: { identity: this.now.identity } });
    this.#connection = new Connection((lastSeen, signal) => this.#door.events(ticket, lastSeen, signal), {
      arrived: (message) => this.#tell({ kind: "arrived", message }),
      stood: (standing) => this.#tell({ kind: "stood", standing }),
      briefed: (brief) => this.#tell({ kind: "briefed", brief }),
      thinking: () => this.#tell({ kind: "thinking" }),
      gone: () => this.#tell({ kind: "gone" }),
      line: (line) => this.#tell({ kind: "line", line }),
    });
    void this.#connection.listen();
  }

  /** Fetches the first frame, as often as it takes; and once more when the language changes. */
  async #greet(): Promise<void> {
    for (let tries = 1; !this.#stopped; tries += 1) {
      try {
        const hello = await this.#door.hello();
        this.#greeted = true;
        this.#tell({ kind: "greeted", hello, at: new Date().toISOString() });
        if (!this.#ticket) this.#tell({ kind: "line", line: "quiet" });
        return;
      } catch (fault) {
        if (this.#greeted) return;
        if (fault instanceof Refusal) this.#tell({ kind: "troubled", trouble: this.#inWords(fault) });
        else this.#tell({ kind: "line", line: "lost" });
        await this.#greeting.wait(backOff(tries, 1000, 30_000, Math.random()));
      }
    }
  }

  /** A call that is not tried again by itself: the customer sees that it failed and decides. */
  async #try<Answer>(call: (ticket: Ticket) => Promise<Answer>): Promise<Answer | null> {
    if (!this.#ticket) return null;
    try {
      const answer = await call(this.#ticket);
      if (this.now.trouble) this.#tell({ kind: "troubled", trouble: null });
      return answer;
    } catch (fault) {
      const lost = fault instanceof LineLost;
      if (!lost && !(fault instanceof Refusal)) throw fault;
      const trouble = lost ? { words: this.texts.noAnswer, human: null } : this.#inWords(fault);
      this.#tell({ kind: "troubled", trouble });
      return null;
    }
  }

  #inWords(refusal: Refusal): Trouble {
    const { detail, remedy, human } = refusal.problem;
    const own = refusal.status === 429 ? this.texts.busy : this.texts.fault;
    const words = [detail, remedy].filter(Boolean).join(" ") || own;
    return { words, human: human ? new URL(human, this.#settings.base).href : null };
  }

  #tell(what: Happening): void {
    if (this.#stopped) return;
    const before = this.now;
    this.now = after(before, what);
    if (this.now === before) return;
    this.#follow(before);
    this.#remember();
    this.#settings.changed();
  }

  /** What a change sets going: a timer, the first frame in another language, the brief that is ready. */
  #follow(before: Conversation): void {
    const { thinking, lang, standing, brief } = this.now;
    if (thinking === "noted" && before.thinking === "no") {
      this.#thinking = setTimeout(() => this.#tell({ kind: "thinking-shown" }), THINKING_SHOWS_AFTER_MS);
    } else if (thinking === "no") {
      clearTimeout(this.#thinking);
    }
    if (lang !== before.lang && this.now.hello && this.now.hello.lang !== lang) void this.#greet();
    if (standing?.brief && !before.standing?.brief && !brief) void this.#fetchBrief();
  }

  async #fetchBrief(): Promise<void> {
    const brief = await this.#try((ticket) => this.#door.brief(ticket));
    if (brief) this.#tell({ kind: "briefed", brief });
  }

  #remember(): void {
    this.#settings.memory.keep({
      shown: this.#shown,
      seen: this.seen,
      lang: this.now.lang,
      page: this.#settings.lang,
      unsent: this.now.unsent.filter((one) => one.fate !== "sent"),
      ...(this.#ticket ?? {}),
    });
  }
}

/** What was under way at a reload is sent again under the same id: the server takes it once. */
function stillWaiting(one: Unsent): Unsent {
  return one.fate === "sending" ? { ...one, fate: "waiting" } : one;
}
