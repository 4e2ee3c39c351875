/** The few words that stand on the page before the chat is opened; all others come with the panel. */
import type { Lang } from "../widget/texts.ts";

interface LauncherTexts {
  open: string;
  unread: (count: number) => string;
  cannotOpen: string;
  contact: string;
}

export const LAUNCHER: Record<Lang, LauncherTexts> = {
  nl: {
    open: "Stel een vraag",
    unread: (count) => (count === 1 ? "1 nieuw bericht" : `${count} nieuwe berichten`),
    cannotOpen: "De chat kan nu niet openen.",
    contact: "Neem anders contact op",
  },
  en: {
    open: "Ask a question",
    unread: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
    cannotOpen: "The chat cannot open now.",
    contact: "Reach us another way",
  },
};
