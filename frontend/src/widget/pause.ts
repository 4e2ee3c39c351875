/** Waiting that can be cut short: the network came back, or the customer asked again. */

export class Pause {
  #wake: (() => void) | null = null;

  /** Resolves after `ms`, or sooner when `cutShort` is called. */
  async wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  cutShort(): void {
    this.#wake?.();
  }
}

/** How long to wait before try number `tries` (from 1): doubling, and never more than `most`. */
export function backOff(tries: number, first: number, most: number, chance: number): number {
  const full = Math.min(most, first * 2 ** (tries - 1));
  // A crowd that lost the same server must not come back in the same second.
  return Math.round(full * (0.75 + 0.5 * chance));
}
