/** What every part of the screen is given, and the small things that they share. */
import { html, nothing, type TemplateResult } from "lit";

import type { Chat } from "./chat.ts";
import type { Conversation, Unsent } from "./conversation.ts";
import type { Texts } from "./texts.ts";

export interface View {
  readonly now: Conversation;
  readonly t: Texts;
  readonly chat: Chat;
  readonly folds: Folds;
  /** Says something as the customer by pressing a button; the keyboard's place is kept. */
  readonly press: (text: string) => void;
  /** Puts what was refused back into the text field. */
  readonly rewrite: (unsent: Unsent) => void;
  readonly focus: (selector: string) => void;
  /** Scrolls to what just opened, as far as is needed to see it whole. */
  readonly reveal: (selector: string) => void;
  /** Shows the newest, and reads along from there. */
  readonly toEnd: () => void;
}

/** Which of the things that open are open. Of the screen alone: no part of the conversation. */
export class Folds {
  readonly #open = new Set<string>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  set(key: string, open: boolean): void {
    if (open) this.#open.add(key);
    else this.#open.delete(key);
    this.#changed();
  }

  toggle(key: string): void {
    this.set(key, !this.isOpen(key));
  }
}

/** A button that opens what `unfolded` shows under the same key. */
export function foldButton(view: View, key: string, label: unknown, opened?: () => void): TemplateResult {
  const open = view.folds.isOpen(key);
  const toggle = (): void => {
    view.folds.toggle(key);
    if (open) return;
    view.reveal(`#at-${key}`);
    opened?.();
  };
  return html`<button
    type="button"
    class="link"
    id="to-${key}"
    aria-expanded=${open ? "true" : "false"}
    aria-controls=${open ? `at-${key}` : nothing}
    @click=${toggle}
    @keydown=${open ? foldedByEscape(view, key) : nothing}
  >
    ${label}
  </button>`;
}

/** What a fold button opened; Escape, here or on the button, closes it and puts the keyboard on the button. */
export function unfolded(
  view: View,
  key: string,
  content: () => unknown,
  kind = "",
): TemplateResult | typeof nothing {
  if (!view.folds.isOpen(key)) return nothing;
  return html`<div class="unfolded ${kind}" id="at-${key}" @keydown=${foldedByEscape(view, key)}>
    ${content()}
  </div>`;
}

/** The innermost thing that stands open is the one that Escape closes. */
function foldedByEscape(view: View, key: string): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    view.folds.set(key, false);
    view.focus(`#to-${key}`);
  };
}

/** An address that a link may lead to, or null: nothing but the web. */
export function webAddress(address: string | null | undefined): string | null {
  if (!address) return null;
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
