/** The line on which the server speaks: one stream, taken up again by itself where it broke off. */
import { createParser, type EventSourceMessage } from "eventsource-parser";

import { isGone } from "./door.ts";
import type { Brief, Message, Standing } from "./front-door.ts";
import { backOff, Pause } from "./pause.ts";

export interface Listener {
  arrived(message: Message): void;
  stood(standing: Standing): void;
  briefed(brief: Brief): void;
  thinking(): void;
  gone(): void;
  line(state: "open" | "lost"): void;
}

/** Opens the stream after the event with number `lastSeen`. */
export type Dial = (lastSeen: number, signal: AbortSignal) => Promise<Response>;

export interface Rhythm {
  readonly first: number;
  readonly most: number;
  /** The server says something every 15 seconds; this long without a byte means that the line is dead. */
  readonly silence: number;
  readonly chance: () => number;
}

const RHYTHM: Rhythm = { first: 500, most: 30_000, silence: 40_000, chance: Math.random };

export class Connection {
  readonly #dial: Dial;
  readonly #listener: Listener;
  readonly #rhythm: Rhythm;
  readonly #pause = new Pause();
  #lastSeen = 0;
  #tries = 0;
  #stopped = false;
  #call = new AbortController();

  constructor(dial: Dial, listener: Listener, rhythm: Partial<Rhythm> = {}) {
    this.#dial = dial;
    this.#listener = listener;
    this.#rhythm = { ...RHYTHM, ...rhythm };
  }

  /** Listens until `stop`, or until the conversation is gone. */
  async listen(): Promise<void> {
    while (!this.#stopped) {
      const wait = await this.#listenOnce();
      if (this.#stopped) return;
      this.#tries += 1;
      // A proxy that closes a long stream is no trouble: only a second failure in a row is told to the customer.
      if (this.#tries > 1) this.#listener.line("lost");
      const { first, most, chance } = this.#rhythm;
      await this.#pause.wait(Math.max(wait, backOff(this.#tries, first, most, chance())));
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#call.abort();
    this.#pause.cutShort();
  }

  /** Tries now rather than later: the network is back, or the customer is looking again. */
  hurry(): void {
    this.#pause.cutShort();
  }

  /** One call from dialling to the break. Returns how long the server asked us to stay away, in milliseconds. */
  async #listenOnce(): Promise<number> {
    this.#call = new AbortController();
    let watch = setTimeout(() => this.#call.abort(), this.#rhythm.silence);
    const heard = (): void => {
      clearTimeout(watch);
      watch = setTimeout(() => this.#call.abort(), this.#rhythm.silence);
    };
    try {
      const answer = await this.#dial(this.#lastSeen, this.#call.signal);
      if (isGone(answer.status)) return this.#hangUp();
      if (!answer.ok || !answer.body) return 1000 * (Number(answer.headers.get("Retry-After")) || 0);
      await this.#read(answer.body, heard);
    } catch {
      // A broken line and a refused connection are the same to the customer: we try again.
    } finally {
      clearTimeout(watch);
    }
    return 0;
  }

  async #read(body: ReadableStream<Uint8Array>, heard: () => void): Promise<void> {
    const parser = createParser({ onEvent: (event) => this.#take(event) });
    const reader = body.getReader();
    const letters = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.#stopped) return;
      heard();
      if (this.#tries !== 0 || this.#lastSeen === 0) this.#listener.line("open");
      this.#tries = 0;
      parser.feed(letters.decode(value, { stream: true }));
    }
  }

  #take(event: EventSourceMessage): void {
    if (this.#stopped) return;
    // Counted first: one event that we cannot read must not be asked for again and again.
    const number = Number(event.id);
    if (number > this.#lastSeen) this.#lastSeen = number;
    const content: unknown = JSON.parse(event.data || "{}");
    switch (event.event) {
      case "message":
        this.#listener.arrived(content as Message);
        break;
      case "state":
        this.#listener.stood(content as Standing);
        break;
      case "brief":
        this.#listener.briefed(content as Brief);
        break;
      case "thinking":
        this.#listener.thinking();
        break;
      case "gone":
        this.#hangUp();
    }
  }

  #hangUp(): number {
    this.stop();
    this.#listener.gone();
    return 0;
  }
}
