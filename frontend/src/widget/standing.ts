/** How things stand, in words, between the letters and the text field: who is coming, what is owed, what is wrong. */
import { html, nothing, type TemplateResult } from "lit";

import { asksForHuman, type Conversation } from "./conversation.ts";
import type { Texts } from "./texts.ts";
import type { View } from "./view.ts";

export interface Line {
  readonly about: "agent" | "queue" | "asking" | "promise" | "silenced" | "lost" | "trouble" | "solved";
  readonly words: string;
}

/** What there is to say now, the most pressing first. */
export function standingLines(now: Conversation, t: Texts): readonly Line[] {
  if (now.gone) return [];
  const lines: Line[] = [];
  if (now.line === "lost") lines.push({ about: "lost", words: t.lineLost });
  if (now.trouble) lines.push({ about: "trouble", words: now.trouble.words });
  const held = holder(now, t);
  if (held) lines.push(held);
  const { standing } = now;
  if (standing?.promise)
    lines.push({
      about: "promise",
      words: t.promised(standing.promise.reference, standing.promise.due_text),
    });
  if (standing?.resolved) lines.push({ about: "solved", words: t.solved });
  return lines;
}

function holder(now: Conversation, t: Texts): Line | null {
  const { standing } = now;
  if (standing?.held_by === "agent")
    return { about: "agent", words: t.agentHere(standing.agent_name ?? t.someone) };
  if (standing?.held_by === "queue") return { about: "queue", words: waiting(standing, t) };
  if (asksForHuman(now)) return { about: "asking", words: t.askingHuman };
  if (standing?.silenced) return { about: "silenced", words: t.silenced };
  return null;
}

function waiting(standing: { position: number | null; wait_minutes: number | null }, t: Texts): string {
  const place = standing.position === null ? t.waitingUnknown : t.position(standing.position);
  return standing.wait_minutes === null ? place : `${place} ${t.usually(standing.wait_minutes)}`;
}

export function standingStrip(view: View): TemplateResult | typeof nothing {
  const { chat, now, t } = view;
  const lines = standingLines(now, t);
  if (lines.length === 0) return nothing;
  return html`<div class="standing">
    ${lines.map(
      (line) =>
        html`<div class="stands about-${line.about}">
          <span class="mark" aria-hidden="true"></span>
          <div>
            <p>${line.words}</p>
            ${
              line.about === "queue" && !now.standing?.silenced
                ? html`<button type="button" class="link" @click=${() => void chat.leaveQueue()}>
                    ${t.backToAssistant}
                  </button>`
                : nothing
            }
            ${
              line.about === "trouble" || line.about === "lost"
                ? html`<a
                    class="link"
                    href=${now.trouble?.human ?? chat.contact}
                    target="_blank"
                    rel="noopener"
                    >${t.contact}</a
                  >`
                : nothing
            }
          </div>
        </div>`,
    )}
  </div>`;
}
