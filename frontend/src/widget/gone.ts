/** The conversation was erased, or is too long ago: say so, and offer what is still possible. */
import { html, type TemplateResult } from "lit";

import type { View } from "./view.ts";

export function gone({ chat, t }: View): TemplateResult {
  return html`<section class="card gone" aria-labelledby="gone-title">
    <h3 id="gone-title">${t.goneTitle}</h3>
    <p>${t.goneText}</p>
    <div class="row">
      <button type="button" class="primary" @click=${() => chat.beginAnew()}>${t.beginAnew}</button>
      <a class="link" href=${chat.contact} target="_blank" rel="noopener">${t.contact}</a>
    </div>
  </section>`;
}
