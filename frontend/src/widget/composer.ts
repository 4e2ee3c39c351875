/** The text field, and beside it the way to a person: always there, always in the same place. */
import { html, nothing, type TemplateResult } from "lit";

import type { Conversation } from "./conversation.ts";
import type { Texts } from "./texts.ts";
import type { View } from "./view.ts";

/** From here on the customer is told how much room is left. */
const NEARLY_FULL = 500;

export interface Draft {
  readonly length: number;
  /** The message was refused before sending; the text stays in the field. */
  readonly refused: boolean;
}

export interface Writing {
  readonly draft: Draft;
  readonly changed: (field: HTMLTextAreaElement) => void;
  readonly send: () => void;
  readonly human: () => void;
}

export function composer(view: View, writing: Writing): TemplateResult {
  const { now, t } = view;
  const send = (event: Event): void => {
    event.preventDefault();
    writing.send();
  };
  const key = (event: KeyboardEvent): void => {
    // Enter that ends the composing of a character (Chinese, Japanese, dead keys) is not an Enter to us.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  };
  const complaint = remark(view, writing.draft);
  return html`<form class="composer" @submit=${send}>
    ${
      complaint
        ? html`<p class="note ${writing.draft.refused ? "bad" : ""}" id="remark">${complaint}</p>`
        : nothing
    }
    <div class="row">
      <label class="hidden" for="field">${t.yourMessage}</label>
      <textarea
        id="field"
        class="field"
        rows="1"
        autocomplete="off"
        enterkeyhint="send"
        placeholder=${t.placeholder}
        aria-invalid=${writing.draft.refused ? "true" : "false"}
        aria-describedby=${complaint ? "remark" : nothing}
        @keydown=${key}
        @input=${(event: Event) => writing.changed(event.target as HTMLTextAreaElement)}
      ></textarea>
      <button type="submit" class="primary send">${t.send}</button>
    </div>
    <div class="row">
      <button type="button" class="human" @click=${writing.human}>${t.human}</button>
      <span class="wait">${wait(now, t)}</span>
    </div>
  </form>`;
}

function remark(view: View, draft: Draft): string | null {
  const most = view.chat.maxChars;
  if (draft.length > most) return view.t.tooLong(draft.length, most);
  return draft.length > most - NEARLY_FULL ? view.t.left(most - draft.length) : null;
}

/** What asking for a person means right now; silent when one is already coming or here. */
function wait(now: Conversation, t: Texts): string {
  const { standing, hello } = now;
  if (standing && (standing.held_by !== "assistant" || standing.promise)) return "";
  const open = standing?.open ?? hello?.open ?? true;
  const opens = standing?.opens ?? hello?.opens ?? null;
  if (!open) return opens ? t.opens(opens) : "";
  const minutes = standing?.wait_minutes ?? hello?.wait_minutes ?? null;
  return minutes === null ? "" : t.wait(minutes);
}

/** Counted as the server counts: by characters, not by the units that JavaScript keeps them in. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The text as it is sent: without what no keyboard types on purpose. */
export function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "")
    .trim();
}
