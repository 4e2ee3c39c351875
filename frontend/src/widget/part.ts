/** The parts that a message is made of. Every word becomes a text node: what a source or a person wrote is never markup. */
import { html, nothing, type TemplateResult } from "lit";

import { brief } from "./brief.ts";
import { briefIsOut } from "./conversation.ts";
import type { Message, Part, PartOf } from "./front-door.ts";
import { moment } from "./times.ts";
import { foldButton, unfolded, type View } from "./view.ts";

export function part(
  view: View,
  message: Message,
  one: Part,
  canPress: boolean,
): TemplateResult | typeof nothing {
  switch (one.kind) {
    case "text":
      return html`<p>${whole(one.text)}</p>`;
    case "list":
      return html`<ul>
        ${one.items.map((item) => html`<li>${whole(item)}</li>`)}
      </ul>`;
    case "table":
      return table(view, one);
    case "record":
      return record(view, message, one);
    case "choices":
      return choices(view, one, canPress);
    case "offer":
      return offer(view, message, one, canPress);
    case "notice":
      return html`<p class="note">${one.text}</p>`;
  }
}

/** An amount is not torn apart at the end of a line. */
function whole(text: string): string {
  return text.replace(/€ (?=\d)/g, "€\u00a0");
}

/** Scrolls within itself on a narrow screen; the keyboard can reach it to do so. */
function table(view: View, one: PartOf<"table">): TemplateResult {
  const name = `${view.t.table}: ${one.header.filter(Boolean).join(", ")}`;
  // a group and no landmark: an answer given twice would make two landmarks of one name
  return html`<div class="table" role="group" aria-label=${name} tabindex="0">
    <table>
      <thead>
        <tr>
          ${one.header.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${one.rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, column) =>
                column === 0 ? html`<th scope="row">${whole(cell)}</th>` : html`<td>${whole(cell)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The customer's own data: what was read, where, when, and what for. */
function record(view: View, message: Message, one: PartOf<"record">): TemplateResult {
  const { now, t } = view;
  const key = `for-${message.seq}-${message.parts.indexOf(one)}`;
  const read = moment(now.lang, one.read_at);
  return html`<div class="card record">
    <dl>
      ${one.fields.map(
        (field) =>
          html`<div>
            <dt>${field.label}</dt>
            <dd>${whole(field.value)}</dd>
          </div>`,
      )}
    </dl>
    <div class="proof">
      <span>${one.source}${read ? `, ${t.readAt(read)}` : ""}</span>
      ${one.purpose ? foldButton(view, key, t.whatFor) : nothing}
    </div>
    ${unfolded(view, key, () => html`<p class="note">${t.purpose(one.purpose ?? "")}</p>`)}
  </div>`;
}

/** Once the customer has gone on, the choices stay readable and can no longer be pressed. */
function choices(view: View, one: PartOf<"choices">, canPress: boolean): TemplateResult {
  if (!canPress)
    return html`<ul class="past">
      ${one.options.map((option) => html`<li>${option.label}</li>`)}
    </ul>`;
  return html`<div class="choices">
    ${one.options.map(
      (option) =>
        html`<button type="button" class="choice" @click=${() => view.press(option.text)}>
          ${option.label}
        </button>`,
    )}
  </div>`;
}

function offer(
  view: View,
  message: Message,
  one: PartOf<"offer">,
  canPress: boolean,
): TemplateResult | typeof nothing {
  if (!canPress) return nothing;
  const passedOn = view.now.brief ?? one.brief;
  const newest =
    view.now.messages.findLast((other) => other.parts.some((any) => any.kind === "offer")) === message;
  const shown = passedOn && newest && !briefIsOut(view.now);
  return html`<div class="choices">
      <button type="button" class="primary" @click=${() => view.press(one.send)}>${one.text}</button>
    </div>
    ${shown ? brief(view, passedOn) : nothing}`;
}
