/** The page's own words to the chat: `Kompas('boot' | 'show' | …)`, also when they were said before we loaded. */
import type { KompasChat } from "./launcher.ts";

export interface Settings {
  readonly host?: string;
  readonly lang?: string;
  /** Signed by the site for the customer who is logged in; null when they log out. */
  readonly loginToken?: string | null;
  readonly open?: boolean;
  readonly inline?: boolean;
  readonly theme?: "light" | "dark";
}

type Call = readonly [name: string, argument?: unknown];
type Kompas = ((...call: Call) => void) & { q?: ArrayLike<unknown>[] };

declare global {
  interface Window {
    Kompas?: Kompas;
  }
}

export function takeCalls(found: () => KompasChat | null, insert: (settings: Settings) => KompasChat): void {
  const early = window.Kompas?.q ?? [];
  let ready = false;
  const waiting: (() => void)[] = [];

  const verbs: Record<string, (argument: unknown) => void> = {
    boot: (settings) => {
      const chat = found();
      if (chat) update(chat, asSettings(settings));
      else insert(asSettings(settings));
    },
    update: (settings) => {
      const chat = found();
      if (chat) update(chat, asSettings(settings));
    },
    show: () => void found()?.show(),
    hide: () => found()?.hide(),
    shutdown: () => found()?.shutDown(),
    onShow: (tell) => addEventListener("kompas-show", () => call(tell)),
    onHide: (tell) => addEventListener("kompas-hide", () => call(tell)),
    ready: (tell) => (ready ? call(tell) : waiting.push(() => call(tell))),
  };

  const kompas: Kompas = (name, argument) => {
    const verb = verbs[name];
    if (verb) verb(argument);
    else console.warn(`Kompas: unknown call "${name}". Known are: ${Object.keys(verbs).join(", ")}.`);
  };
  window.Kompas = kompas;

  for (const one of early) kompas(...(Array.from(one) as unknown as Call));
  if (!found()) insert({});
  ready = true;
  for (const tell of waiting) tell();
}

/** Puts the settings on the element; what is not named stays as it was. */
export function update(chat: KompasChat, settings: Settings): void {
  attribute(chat, "host", settings.host);
  attribute(chat, "lang", settings.lang);
  attribute(chat, "login-token", settings.loginToken);
  attribute(chat, "data-theme", settings.theme);
  attribute(chat, "inline", settings.inline);
  attribute(chat, "open", settings.open);
}

function attribute(chat: KompasChat, name: string, value: string | boolean | null | undefined): void {
  if (value === undefined) return;
  if (value === null || value === false) chat.removeAttribute(name);
  else chat.setAttribute(name, value === true ? "" : value);
}

function asSettings(argument: unknown): Settings {
  return argument !== null && typeof argument === "object" ? argument : {};
}

function call(tell: unknown): void {
  if (typeof tell === "function") tell();
}
