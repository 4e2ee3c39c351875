/** What a reload must not lose, kept for this tab alone and only after the customer opened the chat. */
import type { Unsent } from "./conversation.ts";

export interface Remembered {
  /** Whether the panel stood open. */
  readonly shown: boolean;
  readonly conversation?: string;
  readonly token?: string;
  readonly lang?: string;
  /** The language of the page when `lang` was kept. */
  readonly page?: string;
  /** The highest message number that was read aloud or shown: what follows is new. */
  readonly seen: number;
  /** Written but not confirmed. */
  readonly unsent: readonly Unsent[];
}

const NOTHING: Remembered = { shown: false, seen: 0, unsent: [] };

export class Memory {
  readonly #key: string;

  constructor(base: string) {
    this.#key = `kompas:${base}`;
  }

  recall(): Remembered {
    try {
      const kept = sessionStorage.getItem(this.#key);
      return kept ? { ...NOTHING, ...(JSON.parse(kept) as Partial<Remembered>) } : NOTHING;
    } catch {
      // Storage is blocked, or holds something that is not ours: the chat works, and forgets at a reload.
      return NOTHING;
    }
  }

  keep(what: Remembered): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(what));
    } catch {
      // Blocked or full: as above.
    }
  }

  forget(): void {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Blocked: then there is nothing to forget.
    }
  }
}
