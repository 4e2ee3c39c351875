/** What the customer asked of us and we have not confirmed: sent once, in order, through lost lines and busy servers. */
import type { Happening, Unsent } from "./conversation.ts";
import { LineLost, Refusal } from "./door.ts";
import { backOff, Pause } from "./pause.ts";

export interface Desk {
  readonly unsent: () => readonly Unsent[];
  /** Hands one over to the server. Throws LineLost or Refusal. */
  readonly deliver: (one: Unsent) => Promise<void>;
  readonly tell: (what: Happening) => void;
  /** The door refused: say so, with the way to a person. Null: it no longer does. */
  readonly troubled: (refusal: Refusal | null) => void;
}

export interface Tempo {
  readonly first: number;
  readonly most: number;
  /** So often a server's fault is tried before the customer is asked. A lost line is tried for ever. */
  readonly tries: number;
  readonly chance: () => number;
}

const TEMPO: Tempo = { first: 1_000, most: 30_000, tries: 4, chance: Math.random };

export class Outbox {
  readonly #desk: Desk;
  readonly #tempo: Tempo;
  readonly #pause = new Pause();
  readonly #faults = new Map<string, number>();
  #busy = false;
  #stopped = false;

  constructor(desk: Desk, tempo: Partial<Tempo> = {}) {
    this.#desk = desk;
    this.#tempo = { ...TEMPO, ...tempo };
  }

  /** Sends what waits, one after the other. Calling it while it is at work is harmless. */
  async send(): Promise<void> {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    try {
      for (let one = this.#next(); one && !this.#stopped; one = this.#next()) await this.#deliver(one);
    } finally {
      this.#busy = false;
    }
  }

  /** The customer presses "try again". */
  retry(id: string): void {
    this.#faults.delete(id);
    this.#desk.tell({ kind: "fared", id, fate: "waiting" });
    this.hurry();
  }

  hurry(): void {
    this.#pause.cutShort();
    void this.send();
  }

  stop(): void {
    this.#stopped = true;
    this.#pause.cutShort();
  }

  /** A wish for a person goes before everything else. A message that failed holds up those written after it. */
  #next(): Unsent | undefined {
    const open = this.#desk.unsent().filter((one) => one.fate !== "sent" && one.fate !== "refused");
    const human = open.find((one) => one.deed === "human" && one.fate !== "failed");
    if (human) return human;
    const first = open.find((one) => one.deed === "message");
    return first?.fate === "failed" ? undefined : first;
  }

  async #deliver(one: Unsent): Promise<void> {
    const { tell } = this.#desk;
    tell({ kind: "fared", id: one.id, fate: "sending" });
    try {
      await this.#desk.deliver(one);
    } catch (fault) {
      if (this.#stopped) return;
      return this.#fault(one, fault);
    }
    this.#faults.delete(one.id);
    this.#desk.troubled(null);
    tell(
      one.deed === "human" ? { kind: "withdrawn", id: one.id } : { kind: "fared", id: one.id, fate: "sent" },
    );
  }

  async #fault(one: Unsent, fault: unknown): Promise<void> {
    const { tell } = this.#desk;
    if (fault instanceof Refusal && fault.gone) {
      tell({ kind: "fared", id: one.id, fate: "waiting" });
      tell({ kind: "gone" });
      return this.stop();
    }
    const count = (this.#faults.get(one.id) ?? 0) + 1;
    this.#faults.set(one.id, count);
    if (fault instanceof Refusal) {
      const passing = fault.status === 429 || fault.status >= 500;
      // What is refused says so beside the message itself; a wish for a person has no message to say it beside.
      if (passing || one.deed === "human") this.#desk.troubled(fault);
      if (!passing) return this.#refuse(one, fault);
      // "Too busy" with a term is kept to; a fault of the server's is tried a few times.
      if (fault.status !== 429 && count >= this.#tempo.tries) return this.#giveUp(one);
    } else if (!(fault instanceof LineLost)) {
      throw fault;
    }
    tell({ kind: "fared", id: one.id, fate: "waiting" });
    const asked = fault instanceof Refusal ? 1000 * (fault.retryAfter ?? 0) : 0;
    const { first, most, chance } = this.#tempo;
    await this.#pause.wait(Math.max(asked, backOff(count, first, most, chance())));
  }

  #refuse(one: Unsent, refusal: Refusal): void {
    if (one.deed === "human") return this.#desk.tell({ kind: "withdrawn", id: one.id });
    const words = refusal.problem.detail ?? refusal.problem.title;
    this.#desk.tell({ kind: "fared", id: one.id, fate: "refused", ...(words ? { words } : {}) });
  }

  #giveUp(one: Unsent): void {
    if (one.deed === "human") return this.#desk.tell({ kind: "withdrawn", id: one.id });
    this.#desk.tell({ kind: "fared", id: one.id, fate: "failed" });
  }
}
