/** Moments as people say them, in the language of the conversation and the customer's own time zone. */
import type { Lang } from "./texts.ts";

const LOCALES: Record<Lang, string> = { nl: "nl-NL", en: "en-GB" };

const made = new Map<string, Intl.DateTimeFormat>();

function format(lang: Lang, kind: "clock" | "date" | "day"): Intl.DateTimeFormat {
  const known = made.get(lang + kind);
  if (known) return known;
  const options: Record<typeof kind, Intl.DateTimeFormatOptions> = {
    clock: { hour: "2-digit", minute: "2-digit" },
    date: { day: "numeric", month: "short", year: "numeric" },
    day: { day: "numeric", month: "short" },
  };
  const formatter = new Intl.DateTimeFormat(LOCALES[lang], options[kind]);
  made.set(lang + kind, formatter);
  return formatter;
}

/** "14:03" today, "24 nov 14:03" on any other day, "" for what is no moment. */
export function moment(lang: Lang, at: string, now: Date = new Date()): string {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return "";
  const clock = format(lang, "clock").format(when);
  const today = when.toDateString() === now.toDateString();
  return today ? clock : `${format(lang, "day").format(when)} ${clock}`;
}

/** "3 nov 2026" for a date or a moment; "" for what is neither. */
export function date(lang: Lang, at: string): string {
  // A bare date is a day of the calendar, not midnight in London.
  const when = new Date(/^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T12:00:00` : at);
  return Number.isNaN(when.getTime()) ? "" : format(lang, "date").format(when);
}
