/** "Dit geef ik door": what an agent will know, for the customer to read and correct. */
import { html, nothing, type TemplateResult } from "lit";

import type { Brief, Fact } from "./front-door.ts";
import { moment } from "./times.ts";
import { foldButton, unfolded, type View } from "./view.ts";

const CORRECTION = "brief-correction";

export function brief(view: View, what: Brief): TemplateResult {
  const { t, now } = view;
  return html`<section class="card brief" aria-labelledby="brief-title" lang=${now.lang}>
    <h3 id="brief-title">${t.briefTitle}</h3>
    <dl>
      ${line(t.wish, what.wish)}
      ${what.facts.length ? line(t.facts, lines(what.facts.map((fact) => factLine(view, fact)))) : nothing}
      ${line(t.tried, what.tried.length ? lines(what.tried) : null)}
      ${line(t.sources, what.sources.length ? lines(what.sources.map((one) => one.title)) : null)}
      ${line(t.mood, what.mood)} ${line(t.openQuestion, what.open_question)}
      ${line(t.correction, what.correction)}
    </dl>
    ${
      view.folds.isOpen(CORRECTION)
        ? nothing
        : foldButton(view, CORRECTION, t.correct, () => view.focus("#correction"))
    }
    ${unfolded(view, CORRECTION, () => correct(view, what))}
  </section>`;
}

function line(label: string, value: unknown): TemplateResult | typeof nothing {
  if (!value) return nothing;
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

function lines(many: readonly unknown[]): TemplateResult {
  return html`${many.map((one) => html`<span class="entry">${one}</span>`)}`;
}

function factLine(view: View, fact: Fact): TemplateResult {
  const { t, now } = view;
  if (fact.proof === "claimed") return html`${fact.text} <span class="claimed">${t.claimed}</span>`;
  const mark = fact.at ? t.provenAt(moment(now.lang, fact.at)) : t.proven;
  return html`${fact.text} <span class="proven">${mark}</span>`;
}

function correct(view: View, what: Brief): TemplateResult {
  const { chat, t } = view;
  const leave = (): void => {
    view.folds.set(CORRECTION, false);
    view.focus(`#to-${CORRECTION}`);
  };
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const words = new FormData(event.target as HTMLFormElement).get("correction");
    if (await chat.correctBrief(String(words ?? "").trim())) leave();
  };
  return html`<form @submit=${save}>
    <label for="correction">${t.correctionLabel}</label>
    <textarea
      id="correction"
      name="correction"
      rows="3"
      maxlength="2000"
      .value=${what.correction ?? ""}
    ></textarea>
    <div class="row">
      <button type="submit" class="small">${t.save}</button>
      <button type="button" class="link" @click=${leave}>${t.cancel}</button>
    </div>
  </form>`;
}
