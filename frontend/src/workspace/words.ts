/** What an editor types is kept for this tab until it was stored: also when the session ended, or the page was closed. */
const PREFIX = "kompas-words-";

/** `page` is where the form stands; `sent` tells that a button was pressed since. */
interface Kept {
  readonly staff: string;
  readonly page: string;
  readonly title: string;
  readonly sent: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

/** Brings back what was not stored, tells so, and goes on keeping. Words of another colleague stay theirs. */
export function keepWords(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-words]")) {
    bringBack(form);
    form.addEventListener("input", () => write(form, false));
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      const tries = button instanceof HTMLButtonElement && button.hasAttribute("formaction");
      if (!tries && read(form)) write(form, true);
    });
  }
  tellElsewhere();
}

function bringBack(form: HTMLFormElement): void {
  const kept = read(form);
  const told = form.querySelector<HTMLElement>("[data-brought-back]");
  if (!kept || kept.staff !== form.dataset["staff"] || !told) return;
  const stored = kept.sent && document.querySelector(".told .success");
  const same = Object.entries(kept.fields).every(([name, value]) => valueOf(form, name) === value);
  if (stored || same) {
    sessionStorage.removeItem(nameOf(form));
    return;
  }
  for (const [name, value] of Object.entries(kept.fields)) setValue(form, name, value);
  told.hidden = false;
  told.querySelector("button")?.addEventListener("click", () => {
    sessionStorage.removeItem(nameOf(form));
    location.reload();
  });
}

/** On the list: where words wait that were never stored. */
function tellElsewhere(): void {
  const told = document.querySelector<HTMLElement>("[data-unsaved]");
  if (!told) return;
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX))) {
    const kept = parse(sessionStorage.getItem(key));
    if (!kept || kept.staff !== told.dataset["staff"] || !kept.page.startsWith("/")) continue;
    const link = document.createElement("a");
    link.href = kept.page;
    link.textContent = kept.title;
    told.append(" ", link);
    told.hidden = false;
  }
}

function write(form: HTMLFormElement, sent: boolean): void {
  const fields: Record<string, string> = {};
  for (const field of fieldsOf(form)) fields[field.name] = field.value;
  const kept: Kept = {
    staff: form.dataset["staff"] ?? "",
    page: form.dataset["page"] ?? "",
    title: form.dataset["words"] ?? "",
    sent,
    fields,
  };
  try {
    sessionStorage.setItem(nameOf(form), JSON.stringify(kept));
  } catch {
    // no room, or no storage in this browser: the page itself still holds the words
  }
}

function read(form: HTMLFormElement): Kept | null {
  return parse(sessionStorage.getItem(nameOf(form)));
}

function parse(text: string | null): Kept | null {
  return text ? (JSON.parse(text) as Kept) : null;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is typed or chosen; not what the server put there, ticks, or the question of a trial. */
function fieldsOf(form: HTMLFormElement): Field[] {
  const all = [...form.querySelectorAll<Field>("input, textarea, select")];
  const not = ["hidden", "checkbox", "submit"];
  return all.filter((field) => field.name && field.name !== "question" && !not.includes(field.type));
}

function valueOf(form: HTMLFormElement, name: string): string | undefined {
  return form.querySelector<Field>(`[name="${name}"]`)?.value;
}

function setValue(form: HTMLFormElement, name: string, value: string): void {
  const field = fieldsOf(form).find((one) => one.name === name);
  if (field) field.value = value;
}

function nameOf(form: HTMLFormElement): string {
  return PREFIX + String(form.dataset["words"]);
}
