/** `<kompas-chat>`: the button on the customer's page. It stores nothing and calls nobody until it is pressed. */
import tokens from "../tokens.css?inline";
import { Memory } from "../widget/memory.ts";
import type { KompasPanel } from "../widget/panel.ts";
import { firstLang } from "../widget/texts.ts";
import { fetchPanel } from "./fetch-panel.ts";
import styles from "./launcher.css?inline";
import { LAUNCHER } from "./texts.ts";

/** Where the script came from, for an element that names no host. */
export const origin = { base: "" };

export class KompasChat extends HTMLElement {
  static observedAttributes = ["lang", "login-token", "open", "host"];

  readonly #button = document.createElement("button");
  readonly #words = document.createElement("span");
  readonly #unread = document.createElement("span");
  #panel: KompasPanel | null = null;
  #fault: HTMLElement | null = null;
  #shown = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(tokens), sheet(styles)];
    this.#button.type = "button";
    this.#button.setAttribute("aria-haspopup", "dialog");
    this.#unread.className = "unread";
    this.#unread.setAttribute("role", "status");
    this.#button.append(icon(), this.#words, this.#unread);
    this.#button.addEventListener("click", () => void this.show());
    root.append(this.#button);
  }

  connectedCallback(): void {
    this.#speak();
    this.#button.hidden = this.inline;
    const kept = this.#base ? new Memory(this.#base).recall() : null;
    if (this.inline || this.hasAttribute("open") || kept?.shown) void this.show(false);
    // A conversation under way goes on listening on the next page: an answer must not pass unseen.
    else if (kept?.conversation) void this.#load();
  }

  disconnectedCallback(): void {
    this.#panel?.remove();
    this.#panel = null;
    this.#shown = false;
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    if (!this.isConnected) return;
    if (name === "lang") this.#speak();
    else if (name === "login-token" && this.#panel) this.#panel.loginToken = value;
    else if (name === "open" && value !== null) void this.show(false);
    else if (name === "open") this.hide();
  }

  get inline(): boolean {
    return this.hasAttribute("inline");
  }

  /** Opens the panel. `byHand`: the customer asked for it, so the keyboard follows. */
  async show(byHand = true): Promise<void> {
    if (this.#shown) return;
    this.#shown = true;
    this.#button.setAttribute("aria-busy", "true");
    const panel = await this.#load();
    this.#button.removeAttribute("aria-busy");
    this.#shown = panel !== null && this.#shown;
    if (!panel || !this.#shown) return;
    panel.takesFocus = byHand;
    panel.shown = true;
    this.#button.hidden = true;
    this.toggleAttribute("open", true);
    this.dispatchEvent(new CustomEvent("kompas-show", { bubbles: true, composed: true }));
  }

  hide(): void {
    if (!this.#shown || this.inline) return;
    this.#shown = false;
    const within = (this.getRootNode() as Document | ShadowRoot).activeElement === this;
    if (this.#panel) this.#panel.shown = false;
    this.#button.hidden = false;
    this.removeAttribute("open");
    if (within) this.#button.focus({ preventScroll: true });
    this.dispatchEvent(new CustomEvent("kompas-hide", { bubbles: true, composed: true }));
  }

  /** Takes the chat off the page, and what this tab remembers of it with it. */
  shutDown(): void {
    const base = this.#base;
    this.remove();
    if (base) new Memory(base).forget();
  }

  get #base(): string {
    const host = this.getAttribute("host");
    return host ? new URL("chat/", host.endsWith("/") ? host : `${host}/`).href : origin.base;
  }

  async #load(): Promise<KompasPanel | null> {
    this.#fault?.remove();
    try {
      await fetchPanel(this.#base);
    } catch {
      this.#cannotOpen();
      return null;
    }
    if (!this.isConnected) return null;
    this.#panel ??= this.#place(document.createElement("kompas-panel") as KompasPanel);
    return this.#panel;
  }

  #place(panel: KompasPanel): KompasPanel {
    panel.base = this.#base;
    panel.language = this.#lang;
    panel.loginToken = this.getAttribute("login-token");
    panel.inline = this.inline;
    panel.addEventListener("kompas-hide", () => this.hide());
    panel.addEventListener("kompas-unread", (event) => this.#count((event as CustomEvent<number>).detail));
    this.shadowRoot?.append(panel);
    return panel;
  }

  #speak(): void {
    const words = LAUNCHER[this.#lang];
    this.#words.textContent = words.open;
    this.#button.lang = this.#lang;
    if (this.#panel) this.#panel.language = this.#lang;
  }

  get #lang(): "nl" | "en" {
    return firstLang(this.getAttribute("lang"), document.documentElement.lang, navigator.language);
  }

  #count(unread: number): void {
    this.#unread.textContent = unread > 0 ? LAUNCHER[this.#lang].unread(unread) : "";
  }

  /** Not even the panel came: the way to a person stands anyway. */
  #cannotOpen(): void {
    const words = LAUNCHER[this.#lang];
    this.#fault = document.createElement("div");
    this.#fault.className = "fault";
    this.#fault.lang = this.#lang;
    this.#fault.setAttribute("role", "status");
    const link = document.createElement("a");
    link.href = new URL(`../contact/?lang=${this.#lang}`, this.#base).href;
    link.textContent = words.contact;
    this.#fault.append(words.cannotOpen, link);
    this.shadowRoot?.append(this.#fault);
  }
}

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** A letter: what the chat is set as. */
function icon(): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", "M4 5h16v12H10l-4 3.5V17H4zM8 9.5h8M8 12.75h5");
  svg.append(path);
  return svg;
}
