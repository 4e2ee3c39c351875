/** The two quiet questions under an answer: why this, and is it wrong. */
import { html, nothing, type TemplateResult } from "lit";

import type { Message, Why } from "./front-door.ts";
import { date } from "./times.ts";
import { foldButton, unfolded, type View } from "./view.ts";

export function questions(view: View, message: Message): TemplateResult {
  const { now, t } = view;
  const { seq } = message;
  const noted = now.wrongs.get(seq) === "noted";
  return html`<div class="questions" lang=${now.lang}>
      ${foldButton(view, `why-${seq}`, t.whyThis, () => void ask(view, seq))}
      <span aria-hidden="true">·</span>
      ${
        noted
          ? html`<span class="noted">${t.reported}</span>`
          : foldButton(view, `wrong-${seq}`, t.isThisWrong)
      }
    </div>
    ${unfolded(view, `why-${seq}`, () => reasons(view, now.whys.get(seq)), "card")}
    ${noted ? nothing : unfolded(view, `wrong-${seq}`, () => report(view, seq), "card")}`;
}

async function ask(view: View, seq: number): Promise<void> {
  await view.chat.askWhy(seq);
  view.reveal(`#at-why-${seq}`);
}

function reasons(view: View, why: Why | "asked" | "failed" | undefined): TemplateResult {
  const { now, t } = view;
  if (why === undefined || why === "asked") return html`<p class="note">${t.lookingUp}</p>`;
  if (why === "failed") return html`<p class="note">${t.whyFailed}</p>`;
  return html`<div class="reasons" lang=${now.lang}>
    <h3>${why.title}</h3>
    <ul>
      ${why.reasons.map((reason) => html`<li>${reason}</li>`)}
    </ul>
    ${why.certainty ? html`<p><b>${t.certainty}:</b> ${why.certainty}</p>` : nothing}
    ${
      why.sources.length
        ? html`<p>
            <b>${t.sources}:</b>
            ${why.sources
              .map((one) => (one.updated ? `${one.title} (${date(now.lang, one.updated)})` : one.title))
              .join("; ")}
          </p>`
        : nothing
    }
    ${why.version ? html`<p class="note">${t.version(why.version)}</p>` : nothing}
  </div>`;
}

function report(view: View, seq: number): TemplateResult {
  const { chat, now, t } = view;
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const words = new FormData(event.target as HTMLFormElement).get("words");
    view.focus(".field");
    void chat.reportWrong(seq, String(words ?? "").trim());
  };
  return html`<form lang=${now.lang} @submit=${send}>
    <label for="wrong-words-${seq}">${t.whatIsWrong} <span class="muted">${t.optional}</span></label>
    <textarea id="wrong-words-${seq}" name="words" rows="2" maxlength="2000"></textarea>
    <button type="submit" class="small" ?disabled=${now.wrongs.get(seq) === "sending"}>${t.report}</button>
  </form>`;
}
