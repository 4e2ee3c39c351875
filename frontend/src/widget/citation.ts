/** The sources under what they prove: title and date; the passage itself opens in place. */
import { html, nothing, type TemplateResult } from "lit";

import type { Citation, Message } from "./front-door.ts";
import { date } from "./times.ts";
import { foldButton, unfolded, webAddress, type View } from "./view.ts";

export function sourcesOf(
  view: View,
  message: Message,
  cites: readonly number[],
): TemplateResult | typeof nothing {
  const cited = cites.flatMap((n) => message.citations.filter((one) => one.n === n));
  if (cited.length === 0) return nothing;
  const first = message.parts.findIndex((one) => "cites" in one && String(one.cites) === String(cites));
  const keyOf = (citation: Citation): string => `source-${message.seq}-${first}-${citation.n}`;
  return html`<div class="sources">
    ${cited.map((citation) => {
      const updated = citation.updated ? date(view.now.lang, citation.updated) : "";
      return html`<div class="source">
          <span>${view.t.source}</span>
          ${foldButton(
            view,
            keyOf(citation),
            html`<span
              ><u>${named(citation, message)}</u> ${updated ? view.t.updated(updated) : nothing}</span
            >`,
          )}
        </div>
        ${unfolded(view, keyOf(citation), () => passage(view, citation), "card")}`;
    })}
  </div>`;
}

/** The article's title; with that of the section when other sections of it are cited beside it. */
function named(citation: Citation, message: Message): string {
  const { title, heading } = citation;
  const alone = message.citations.every((one) => one.title !== title || one.heading === heading);
  return alone || !heading || heading === title ? title : `${title}: ${heading}`;
}

function passage(view: View, citation: Citation): TemplateResult {
  const link = webAddress(citation.url);
  return html`<figure lang=${citation.lang}>
    <figcaption>${citation.heading ?? view.t.quotedPassage}</figcaption>
    <blockquote>${citation.passage}</blockquote>
    ${
      link
        ? html`<a class="link" href=${link} target="_blank" rel="noopener noreferrer" lang=${view.now.lang}
            >${view.t.toSource(citation.title)}</a
          >`
        : nothing
    }
  </figure>`;
}
