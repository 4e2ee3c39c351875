/** Two questions at the end: what it cost the customer, and whether it helped. */
import { html, nothing, type TemplateResult } from "lit";

import type { Rating } from "./front-door.ts";
import type { View } from "./view.ts";

const MISSING = "survey-missing";
const EFFORTS = [1, 2, 3, 4, 5] as const;

export function survey(view: View): TemplateResult | typeof nothing {
  const { rating, standing } = view.now;
  if (rating?.fate === "sending" || rating?.fate === "kept") return thanks(view);
  return rating || standing?.survey ? ask(view, rating?.given) : nothing;
}

function thanks(view: View): TemplateResult {
  const { chat, t, now } = view;
  const reconsider = (): void => {
    chat.reconsiderRating();
    view.focus("#survey-title");
  };
  return html`<section class="card survey" aria-labelledby="survey-title" lang=${now.lang}>
    <h3 id="survey-title" tabindex="-1">${t.surveyThanks}</h3>
    ${now.standing?.resolved ? html`<button type="button" class="link" @click=${reconsider}>${t.change}</button>` : nothing}
  </section>`;
}

function ask(view: View, given: Rating | undefined): TemplateResult {
  const { chat, folds, now, t } = view;
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const rating = answers(new FormData(event.target as HTMLFormElement));
    folds.set(MISSING, rating === null);
    if (rating === null) return view.focus("#survey-missing");
    void chat.rate(rating).then(() => view.focus("#survey-title"));
  };
  return html`<form
    class="card survey"
    aria-labelledby="survey-title"
    lang=${now.lang}
    novalidate
    @submit=${send}
  >
    <h3 id="survey-title" tabindex="-1">${t.surveyTitle}</h3>
    <fieldset>
      <legend>${t.effort}</legend>
      <div class="scale">
        ${EFFORTS.map((effort) => radio("effort", String(effort), t.efforts[effort - 1] ?? "", given?.effort === effort))}
      </div>
    </fieldset>
    <fieldset>
      <legend>${t.isSolved}</legend>
      <div class="yesno">
        ${radio("solved", "yes", t.yes, given?.solved === true)}
        ${radio("solved", "no", t.no, given?.solved === false)}
      </div>
    </fieldset>
    <label for="survey-words">${t.comment} <span class="muted">${t.optional}</span></label>
    <textarea
      id="survey-words"
      name="comment"
      rows="2"
      maxlength="2000"
      .value=${given?.comment ?? ""}
    ></textarea>
    ${folds.isOpen(MISSING) ? html`<p class="note bad" id="survey-missing" tabindex="-1">${t.surveyMissing}</p>` : nothing}
    ${now.rating?.fate === "failed" ? html`<p class="note bad">${t.surveyFailed}</p>` : nothing}
    <button type="submit" class="small">${t.sendSurvey}</button>
  </form>`;
}

function radio(name: string, value: string, label: string, checked: boolean): TemplateResult {
  return html`<label class="radio">
    <input type="radio" name=${name} value=${value} .checked=${checked} />
    <span>${label}</span>
  </label>`;
}

/** The customer's answers, or null while one of the two is missing. */
export function answers(form: FormData): Rating | null {
  const effort = EFFORTS.find((one) => String(one) === form.get("effort"));
  const solved = form.get("solved");
  if (effort === undefined || solved === null) return null;
  const comment = String(form.get("comment") ?? "").trim();
  return { effort, solved: solved === "yes", ...(comment ? { comment } : {}) };
}
