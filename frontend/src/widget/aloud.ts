/** What a screen reader is told when the conversation changes: every message of ours once, with its label. */
import { authorOf } from "./author.ts";
import { spokenAfter, type Conversation } from "./conversation.ts";
import type { Part } from "./front-door.ts";
import { standingLines } from "./standing.ts";
import type { Texts } from "./texts.ts";

/** The sentences to say, in order, now that `before` became `now` and the messages up to `heard` were said. */
export function aloud(before: Conversation, now: Conversation, heard: number, t: Texts): readonly string[] {
  const said: string[] = [];
  if (now.welcome && !before.welcome && heard === 0)
    said.push(t.newFrom(now.welcome.label, now.welcome.text));
  for (const message of spokenAfter(now, heard))
    said.push(t.newFrom(authorOf(message, now, t), message.parts.map(inWords).filter(Boolean).join(" ")));
  if (now.thinking === "shown" && before.thinking !== "shown") said.push(t.lookingUp);
  if (now.gone && !before.gone) said.push(`${t.goneTitle}. ${t.goneText}`);
  if (now.line === "open" && before.line === "lost") said.push(t.lineBack);
  const known = new Set(standingLines(before, t).map((line) => line.words));
  for (const line of standingLines(now, t)) if (!known.has(line.words)) said.push(line.words);
  return said;
}

function inWords(part: Part): string {
  switch (part.kind) {
    case "text":
    case "notice":
    case "offer":
      return part.text;
    case "list":
      return part.items.join("; ");
    case "table":
      return part.rows
        .map((row) => row.map((cell, column) => `${part.header[column] ?? ""}: ${cell}`).join(", "))
        .join("; ");
    case "record":
      return `${part.fields.map((field) => `${field.label}: ${field.value}`).join(", ")}. ${part.source}.`;
    case "choices":
      return part.options.map((option) => option.label).join("; ");
  }
}
