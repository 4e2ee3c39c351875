/** What an agent is typing is kept for this tab until it is sent, also when the page is loaded anew. */
const PREFIX = "kompas-draft-";
type Field = HTMLTextAreaElement;

export function keepDrafts(): void {
  restore();
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLTextAreaElement && field.dataset["draft"]) {
      keep(field);
      grow(field);
    }
  });
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    for (const field of fields(event.target)) sessionStorage.removeItem(name(field));
  });
  document.addEventListener("htmx:after:swap", restore);
}

/** Drafts are words to customers: who signed out leaves none behind. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

function restore(): void {
  for (const field of fields(document)) {
    const kept = sessionStorage.getItem(name(field));
    if (kept && !field.value) {
      field.value = kept;
      const fold = field.closest("details");
      if (fold) fold.open = true;
      grow(field);
    }
  }
}

function keep(field: Field): void {
  if (field.value) sessionStorage.setItem(name(field), field.value);
  else sessionStorage.removeItem(name(field));
}

/** As high as its words, up to what the style allows. */
function grow(field: Field): void {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

function fields(within: ParentNode): Field[] {
  return [...within.querySelectorAll<Field>("textarea[data-draft]")];
}

function name(field: Field): string {
  return PREFIX + String(field.dataset["draft"]);
}
