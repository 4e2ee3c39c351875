/** One message, set as a letter: who and when, what, with what proof, and the two quiet questions. */
import { html, nothing, type TemplateResult } from "lit";

import { authorOf } from "./author.ts";
import { sourcesOf } from "./citation.ts";
import { openFor, type Unsent } from "./conversation.ts";
import type { Message, Part } from "./front-door.ts";
import { part } from "./part.ts";
import { moment } from "./times.ts";
import type { View } from "./view.ts";
import { questions } from "./why.ts";

export function letter(view: View, message: Message): TemplateResult {
  const who = authorOf(message, view.now, view.t);
  const when = moment(view.now.lang, message.at);
  const canPress = openFor(view.now, message.seq);
  return html`<article
    class="letter by-${message.author}"
    lang=${message.lang}
    aria-label="${who}, ${when}"
    data-seq=${message.seq}
    data-author=${message.author}
    data-provenance=${message.provenance}
  >
    ${authorLine(who, message.at, when)}
    ${proven(message.parts).map(
      (group) => html`
        ${group.parts.map((one) => part(view, message, one, canPress))}
        ${sourcesOf(view, message, group.cites)}
      `,
    )}
    ${message.author === "assistant" && message.why ? questions(view, message) : nothing}
  </article>`;
}

/** The first message, which no conversation needs: it says that this is software, before anything is asked. */
export function welcome(view: View): TemplateResult {
  const { now, t } = view;
  const said = now.welcome;
  const label = said?.label || t.assistant;
  const when = said ? moment(now.lang, said.at) : "";
  return html`<article
    class="letter by-assistant"
    lang=${said?.lang ?? now.lang}
    aria-label=${when ? `${label}, ${when}` : label}
    data-author="assistant"
    data-provenance="template"
  >
    ${authorLine(label, said?.at ?? "", when)}
    <p>${said?.text ?? t.welcomeFallback}</p>
  </article>`;
}

/** The customer's own words that the server has not confirmed yet. */
export function unsentLetter(view: View, unsent: Unsent): TemplateResult {
  const { now, t } = view;
  const when = moment(now.lang, unsent.at);
  const stuck = unsent.fate === "failed" || unsent.fate === "refused";
  return html`<article
    class="letter by-customer unsent"
    aria-label="${t.you}, ${when}"
    data-author="customer"
    data-fate=${unsent.fate}
  >
    ${authorLine(t.you, unsent.at, when)}
    <p>${unsent.text}</p>
    ${
      unsent.fate === "sending" || unsent.fate === "waiting"
        ? html`<p class="note">${unsent.fate === "sending" ? t.sending : t.waitingToSend}</p>`
        : nothing
    }
    ${stuck ? notSent(view, unsent) : nothing}
  </article>`;
}

/** What failed may be sent again as it is; what was refused only when it is written otherwise. */
function notSent(view: View, unsent: Unsent): TemplateResult {
  const { chat, t } = view;
  const failed = unsent.fate === "failed";
  const again = failed ? () => chat.retry(unsent.id) : () => view.rewrite(unsent);
  return html`<p class="note bad">${failed ? t.notSent : (unsent.words ?? t.refused)}</p>
    <div class="row">
      <button type="button" class="small" @click=${again}>${failed ? t.retry : t.rewrite}</button>
      <button type="button" class="link" @click=${() => chat.withdraw(unsent.id)}>${t.withdraw}</button>
    </div>`;
}

function authorLine(who: string, at: string, when: string): TemplateResult {
  return html`<p class="who">
    <span>${who}</span>${when ? html`<time datetime=${at}>${when}</time>` : nothing}
  </p>`;
}

interface Proven {
  readonly parts: Part[];
  readonly cites: readonly number[];
}

/** Neighbours that stand on the same sources share one line of sources, right under what they prove. */
export function proven(parts: readonly Part[]): readonly Proven[] {
  const groups: Proven[] = [];
  for (const one of parts) {
    const cites = "cites" in one && one.cites ? one.cites : [];
    const last = groups.at(-1);
    if (last && String(last.cites) === String(cites)) last.parts.push(one);
    else groups.push({ parts: [one], cites });
  }
  return groups;
}
