/** The panel that opens: the frame, the letters, the standing and the text field, and where the keyboard is. */
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { aloud } from "./aloud.ts";
import { brief } from "./brief.ts";
import { Chat } from "./chat.ts";
import { cleaned, composer, lengthOf, type Draft } from "./composer.ts";
import { briefIsOut, quiet, spokenAfter, type Conversation } from "./conversation.ts";
import { gone } from "./gone.ts";
import { header } from "./header.ts";
import { Memory } from "./memory.ts";
import { letter, unsentLetter, welcome } from "./message.ts";
import { standingStrip } from "./standing.ts";
import styles from "./panel.css?inline";
import { survey } from "./survey.ts";
import { firstLang } from "./texts.ts";
import { Folds, type View } from "./view.ts";

/** Below this the panel fills the screen, and the page behind it is out of reach until it closes. */
const SMALL = "(max-width: 479px), (max-height: 479px)";
/** As near as this to the end counts as reading along: new letters scroll into view. */
const NEAR_END = 96;
/** A sentence for the screen reader is taken away again after this, so that nobody reads it twice. */
const ALOUD_STAYS_MS = 20_000;

const EMPTY: Draft = { length: 0, refused: false };

export class KompasPanel extends LitElement {
  static override styles = unsafeCSS(styles);
  static override properties = {
    base: { attribute: false },
    language: { attribute: false },
    loginToken: { attribute: false },
    inline: { attribute: false },
    shown: { attribute: false },
    takesFocus: { attribute: false },
  };

  /** The folder of the script, with its closing slash. */
  declare base: string;
  declare language: string;
  declare loginToken: string | null;
  /** Part of the page, rather than floating over it. */
  declare inline: boolean;
  declare shown: boolean;
  /** The customer opened it by hand: the keyboard goes in with them. Not so when a page opens it by itself. */
  declare takesFocus: boolean;

  #chat: Chat | null = null;
  #folds = new Folds(() => this.requestUpdate());
  #draft = EMPTY;
  #focus: string | null = null;
  #before: Conversation = quiet("en");
  #heard = 0;
  #readsAlong = true;
  /** Where the reader last scrolled to: at the end one stays there when the screen turns or its keyboard comes up. */
  #atEnd = true;
  #missed = false;
  #unread = 0;

  constructor() {
    super();
    this.base = "";
    this.language = "";
    this.loginToken = null;
    this.inline = false;
    this.shown = false;
    this.takesFocus = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this.#hurry);
    document.addEventListener("visibilitychange", this.#hurry);
    visualViewport?.addEventListener("resize", this.#fit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.#hurry);
    document.removeEventListener("visibilitychange", this.#hurry);
    visualViewport?.removeEventListener("resize", this.#fit);
    this.#chat?.stop();
    this.#chat = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#chat) this.#begin();
    const chat = this.#chat;
    if (!chat) return;
    if (changed.has("language") && changed.get("language") && this.language)
      chat.speak(firstLang(this.language));
    if (changed.has("loginToken")) void chat.identify(this.loginToken);
    if (changed.has("shown")) chat.show(this.shown);
    this.#readsAlong = this.#nearEnd();
  }

  #begin(): void {
    this.#chat = new Chat({
      base: this.base,
      lang: firstLang(this.language, document.documentElement.lang, navigator.language),
      memory: new Memory(this.base),
      changed: () => this.requestUpdate(),
    });
    this.#before = this.#chat.now;
    this.#heard = this.#chat.seen;
    // First who it is, then open: what was left unsent must not go out as a stranger's.
    void this.#chat.identify(this.loginToken);
    this.#chat.open();
  }

  protected override render(): TemplateResult | typeof nothing {
    const view = this.#view();
    if (!view) return nothing;
    const content = html`${header(view, this.inline, this.#hide)} ${this.#letters(view)}
      ${standingStrip(view)}
      ${composer(view, {
        draft: this.#draft,
        changed: (field) => this.#write(field),
        send: () => this.#send(),
        human: () => this.#askHuman(),
      })}
      <div class="hidden aloud" aria-live="polite"></div>`;
    const lang = view.now.lang;
    if (this.inline)
      return html`<section class="panel inline" lang=${lang} aria-labelledby="title">${content}</section>`;
    return html`<dialog
      class="panel"
      lang=${lang}
      aria-labelledby="title subtitle"
      @keydown=${this.#escape}
      @cancel=${this.#cancel}
    >
      ${content}
    </dialog>`;
  }

  #letters(view: View): TemplateResult {
    const { now, t } = view;
    return html`<div
      class="log"
      role="region"
      aria-label=${t.conversation}
      tabindex="0"
      @scroll=${this.#scrolled}
    >
      ${now.begun && now.messages.length > 0 && !now.welcome ? nothing : welcome(view)}
      ${repeat(
        now.messages,
        (message) => message.seq,
        (message) => letter(view, message),
      )}
      ${repeat(
        now.unsent.filter((one) => one.deed === "message"),
        (unsent) => unsent.id,
        (unsent) => unsentLetter(view, unsent),
      )}
      ${now.thinking === "shown" ? html`<p class="thinking">${t.lookingUp}</p>` : nothing}
      ${now.brief && briefIsOut(now) ? brief(view, now.brief) : nothing} ${survey(view)}
      ${now.gone ? gone(view) : nothing}
      ${
        this.#missed
          ? html`<button type="button" class="small jump" @click=${this.#toEnd}>${t.newMessages} ↓</button>`
          : nothing
      }
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const chat = this.#chat;
    if (!chat) return;
    if (changed.has("shown") && !this.inline) this.#openOrClose();
    this.#tellAloud(chat);
    this.#scroll(chat.now);
    this.#before = chat.now;
    this.#moveFocus();
  }

  // Opening and closing

  #openOrClose(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (!dialog || dialog.open === this.shown) return;
    if (!this.shown) return dialog.close();
    if (matchMedia(SMALL).matches) dialog.showModal();
    // Not by `show()`, which would take the keyboard even when the page opens the chat by itself.
    else dialog.open = true;
    this.#fit();
    this.#toEnd();
    if (this.takesFocus) this.#landFocus();
  }

  /** To the text field; on a touch screen that would raise the keyboard over the first words, so to the title. */
  #landFocus(): void {
    const where = matchMedia("(pointer: coarse)").matches ? "#title" : ".field";
    this.renderRoot.querySelector<HTMLElement>(where)?.focus({ preventScroll: true });
  }

  /** Where a button sent the keyboard; a form that opened is shown whole, down to its buttons. */
  #moveFocus(): void {
    if (!this.#focus) return;
    const to = this.renderRoot.querySelector<HTMLElement>(this.#focus);
    this.#focus = null;
    to?.focus();
    to?.closest("form:not(.composer)")?.scrollIntoView({ block: "nearest" });
  }

  #hide = (): void => {
    this.dispatchEvent(new CustomEvent("kompas-hide"));
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.#hide();
  };

  #cancel = (event: Event): void => {
    event.preventDefault();
    this.#hide();
  };

  /** The keyboard of a telephone covers the lower half: the panel keeps to what is left to see. */
  #fit = (): void => {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog?.open && visualViewport) dialog.style.setProperty("--visible", `${visualViewport.height}px`);
    if (this.#atEnd) this.#toEnd();
  };

  // Writing

  #write(field: HTMLTextAreaElement): void {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
    const length = lengthOf(field.value);
    const most = this.#chat?.maxChars ?? length;
    this.#draft = { length, refused: this.#draft.refused && length > most };
    this.requestUpdate();
  }

  #send(): void {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>(".field");
    const chat = this.#chat;
    if (!field || !chat) return;
    const text = cleaned(field.value);
    const length = lengthOf(text);
    if (length > chat.maxChars) {
      this.#draft = { length, refused: true };
      this.#sayAloud(chat.texts.tooLong(length, chat.maxChars));
      return this.requestUpdate();
    }
    field.focus();
    if (!text) return;
    field.value = "";
    this.#write(field);
    this.#draft = EMPTY;
    chat.say(text);
  }

  #putBack(text: string): void {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>(".field");
    if (!field) return;
    field.value = field.value ? `${text}\n${field.value}` : text;
    this.#write(field);
    field.focus();
  }

  #askHuman(): void {
    const chat = this.#chat;
    if (!chat) return;
    chat.askHuman();
    // Whoever asks again hears again how it stands.
    for (const words of this.renderRoot.querySelectorAll(".standing p"))
      this.#sayAloud(words.textContent ?? "");
  }

  // Reading

  #tellAloud(chat: Chat): void {
    const newest = chat.now.messages.at(-1)?.seq ?? 0;
    const visible = this.shown || this.inline;
    if (!visible) return this.#count(spokenAfter(chat.now, chat.seen).length);
    for (const words of aloud(this.#before, chat.now, this.#heard, chat.texts)) this.#sayAloud(words);
    this.#heard = Math.max(this.#heard, newest);
    chat.see(newest);
    this.#count(0);
  }

  #sayAloud(words: string): void {
    const line = document.createElement("p");
    line.textContent = words;
    this.renderRoot.querySelector(".aloud")?.append(line);
    setTimeout(() => line.remove(), ALOUD_STAYS_MS);
  }

  #count(unread: number): void {
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.dispatchEvent(new CustomEvent("kompas-unread", { detail: unread }));
  }

  /** Own words scroll to the end. What is ours shows from its first line, and never pulls a reader away. */
  #scroll(now: Conversation): void {
    if (now === this.#before) return;
    if (now.unsent.length > this.#before.unsent.length) return this.#toEnd();
    const begin = this.#firstNew(now);
    if (!begin) return this.#readsAlong ? this.#toEnd() : undefined;
    if (this.#readsAlong) return this.#showFrom(begin);
    this.#missed = true;
    this.requestUpdate();
  }

  /** Where that begins which was not on the screen before: a letter of ours, the brief, the survey. */
  #firstNew(now: Conversation): HTMLElement | null {
    const before = this.#before;
    if (!before.begun) return null;
    const first = spokenAfter(now, before.messages.at(-1)?.seq ?? 0)[0];
    const place =
      (first && `[data-seq="${first.seq}"]`) ||
      (now.standing?.survey && !before.standing?.survey && ".survey") ||
      (briefIsOut(now) && !briefIsOut(before) && ".log > .brief");
    return place ? this.renderRoot.querySelector<HTMLElement>(place) : null;
  }

  #showFrom(begin: HTMLElement): void {
    const paper = this.#paper();
    if (paper) paper.scrollTop += begin.getBoundingClientRect().top - paper.getBoundingClientRect().top - 12;
  }

  /** What scrolls: the letters, or the whole panel where it is enlarged so far that they have no room of their own. */
  #paper(): HTMLElement | null {
    const log = this.renderRoot.querySelector<HTMLElement>(".log");
    return log && getComputedStyle(log).overflowY === "visible" ? log.parentElement : log;
  }

  #nearEnd(): boolean {
    const paper = this.hasUpdated ? this.#paper() : null;
    return !paper || paper.scrollHeight - paper.scrollTop - paper.clientHeight < NEAR_END;
  }

  async #reveal(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector(selector)?.scrollIntoView({ block: "nearest" });
  }

  #toEnd = (): void => {
    const paper = this.#paper();
    if (paper) paper.scrollTop = paper.scrollHeight;
    this.#scrolled();
  };

  #scrolled = (): void => {
    this.#atEnd = this.#nearEnd();
    if (!this.#missed || !this.#nearEnd()) return;
    this.#missed = false;
    this.requestUpdate();
  };

  #hurry = (): void => {
    if (document.visibilityState === "visible") this.#chat?.hurry();
  };

  #view(): View | null {
    const chat = this.#chat;
    if (!chat) return null;
    return {
      now: chat.now,
      t: chat.texts,
      chat,
      folds: this.#folds,
      press: (text) => {
        chat.say(text);
        this.#landFocus();
      },
      rewrite: (unsent) => {
        chat.withdraw(unsent.id);
        this.#putBack(unsent.text);
      },
      focus: (selector) => {
        this.#focus = selector;
        this.requestUpdate();
      },
      reveal: (selector) => void this.#reveal(selector),
      toEnd: this.#toEnd,
    };
  }
}

customElements.define("kompas-panel", KompasPanel);
