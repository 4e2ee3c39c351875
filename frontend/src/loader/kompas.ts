/** The one script of a customer's page: defines `<kompas-chat>`, and puts one on the page where there is none. */
import { takeCalls, update, type Settings } from "./calls.ts";
import { KompasChat, origin } from "./launcher.ts";

const script = document.currentScript as HTMLScriptElement | null;

function found(): KompasChat | null {
  return document.querySelector<KompasChat>("kompas-chat");
}

function insert(settings: Settings): KompasChat {
  const chat = document.createElement("kompas-chat") as KompasChat;
  const { lang, loginToken, theme } = script?.dataset ?? {};
  update(chat, { ...(lang ? { lang } : {}), ...(loginToken ? { loginToken } : {}) });
  if (theme === "light" || theme === "dark") update(chat, { theme });
  update(chat, settings);
  document.body.append(chat);
  return chat;
}

function begin(): void {
  if (!customElements.get("kompas-chat")) customElements.define("kompas-chat", KompasChat);
  takeCalls(found, insert);
}

// Only while this line runs for the first time does the browser tell which script we are.
origin.base = script?.src ? new URL(".", script.src).href : new URL("/chat/", location.href).href;
if (document.body) begin();
else document.addEventListener("DOMContentLoaded", begin);
