/** The top of the panel: what you are talking to, and what you can do with the conversation as a whole. */
import { html, nothing, type TemplateResult } from "lit";

import { LANGS } from "./texts.ts";
import { unfolded, type View } from "./view.ts";

const MENU = "menu";
const ENDING = "ending";

export function header(view: View, inline: boolean, hide: () => void): TemplateResult {
  const { folds, now, t } = view;
  const open = folds.isOpen(MENU);
  const toggle = (): void => {
    folds.set(ENDING, false);
    folds.toggle(MENU);
  };
  return html`<div class="head">
    <h2 id="title" tabindex="-1">${now.hello?.assistant ?? t.assistant}</h2>
    <button
      type="button"
      class="icon"
      id="to-${MENU}"
      aria-label=${t.more}
      aria-expanded=${open ? "true" : "false"}
      aria-controls=${open ? `at-${MENU}` : nothing}
      @click=${toggle}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16" /></svg>
    </button>
    ${
      inline
        ? nothing
        : html`<button type="button" class="icon" id="close" aria-label=${t.close} @click=${hide}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
          </button>`
    }
    <p id="subtitle">${now.hello?.subtitle ?? t.humanReachable}</p>
    ${unfolded(view, MENU, () => (folds.isOpen(ENDING) ? ending(view) : menu(view)), "menu")}
  </div>`;
}

function menu(view: View): TemplateResult {
  const { chat, folds, now, t } = view;
  const other = LANGS.find((lang) => lang !== now.lang && now.hello?.languages.includes(lang));
  const speak = (): void => {
    folds.set(MENU, false);
    if (other) chat.speak(other);
    view.focus(`#to-${MENU}`);
  };
  const wantEnd = (): void => {
    folds.set(ENDING, true);
    view.focus("#end-yes");
  };
  return html`
    ${now.name ? html`<p class="note">${t.knownAs(now.name)}</p>` : nothing}
    ${
      now.begun && !now.gone
        ? html`<button type="button" @click=${() => void save(view, "txt")}>${t.saveText}</button>
            <button type="button" @click=${() => void save(view, "html")}>${t.savePage}</button>`
        : nothing
    }
    <a href=${chat.contact} target="_blank" rel="noopener">${t.contact}</a>
    ${other ? html`<button type="button" lang=${other} @click=${speak}>${t.otherLanguage}</button>` : nothing}
    ${
      now.begun && !now.gone && !now.standing?.resolved
        ? html`<button type="button" id="end" @click=${wantEnd}>${t.end}</button>`
        : nothing
    }
  `;
}

/** Ending cannot be taken back by us, so it asks once. */
function ending(view: View): TemplateResult {
  const { chat, folds, t } = view;
  const leave = (): void => {
    folds.set(ENDING, false);
    folds.set(MENU, false);
    view.focus(`#to-${MENU}`);
  };
  const end = (): void => {
    leave();
    // who ends it is asked how it went: those questions must not come up unseen
    view.toEnd();
    void chat.end();
  };
  return html`<p>${t.endSure}</p>
    <button type="button" id="end-yes" @click=${end}>${t.endYes}</button>
    <button type="button" @click=${leave}>${t.endNo}</button>`;
}

async function save(view: View, format: "txt" | "html"): Promise<void> {
  const { chat, folds, t } = view;
  folds.set(MENU, false);
  view.focus(`#to-${MENU}`);
  const file = await chat.transcript(format);
  if (!file) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${t.fileName}-${new Date().toISOString().slice(0, 10)}.${format}`;
  link.click();
  // The browser has taken the address by the next turn of its loop; before that it would save nothing.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
