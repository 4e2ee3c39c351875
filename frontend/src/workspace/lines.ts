/** Line numbers beside the text of a file, and the line of a complaint one press away. */
export function numberLines(): void {
  for (const field of document.querySelectorAll<HTMLTextAreaElement>("textarea.file-text")) {
    const gutter = document.createElement("pre");
    gutter.className = "gutter";
    gutter.setAttribute("aria-hidden", "true");
    field.before(gutter);
    field.parentElement?.classList.add("numbered");
    const draw = (): void => {
      const lines = field.value.split("\n").length;
      gutter.textContent = Array.from({ length: lines }, (_, n) => String(n + 1)).join("\n");
      gutter.scrollTop = field.scrollTop;
    };
    field.addEventListener("input", draw);
    field.addEventListener("scroll", () => (gutter.scrollTop = field.scrollTop));
    draw();
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-line]") : null;
    const field = document.querySelector<HTMLTextAreaElement>("textarea.file-text");
    if (button && field) show(field, Number(button.dataset["line"]));
  });
}

function show(field: HTMLTextAreaElement, line: number): void {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, line - 4);
}
