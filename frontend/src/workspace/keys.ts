/** One letter for each act, while nobody is typing. A key presses the button that the page shows; without it nothing happens. */
const ACTS = new Set(["t", "r", "n", "b", "e"]);

export function listenToKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") document.querySelector<HTMLDialogElement>("#keys")?.showModal();
    else if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1);
    else if (ACTS.has(event.key)) act(event.key);
    else return;
    event.preventDefault();
  });
}

function act(key: string): void {
  const on = document.querySelector<HTMLElement>(`#acts [data-key="${key}"]`);
  if (on instanceof HTMLTextAreaElement) on.focus();
  else if (on?.tagName === "SUMMARY") note(on);
  else on?.click();
}

function note(summary: HTMLElement): void {
  const fold = summary.closest("details");
  if (!fold) return;
  fold.open = true;
  fold.querySelector("textarea")?.focus();
}

/** The next or previous conversation of the whole column; a conversation that stands in two lists is passed once. */
function go(step: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("#queue a")];
  const addresses = [...new Set(links.map((link) => link.href))];
  const open = links.find((link) => link.getAttribute("aria-current"))?.href ?? "";
  const place = addresses.indexOf(open);
  const next = addresses[place === -1 ? (step > 0 ? 0 : addresses.length - 1) : place + step];
  if (next) location.href = next;
}

function send(event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  event.target.form?.requestSubmit();
}

function leave(): void {
  if (typing(document.activeElement)) (document.activeElement as HTMLElement).blur();
}

function typing(on: EventTarget | null): boolean {
  return on instanceof HTMLElement && (on.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName));
}
