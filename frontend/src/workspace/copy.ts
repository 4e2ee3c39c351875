/** A button that copies what stands in a field, and says that it did. */
export function copyOnPress(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    const from = document.getElementById(button.dataset["copy"] ?? "");
    const told = document.querySelector<HTMLElement>("[data-copied]");
    if (!(from instanceof HTMLTextAreaElement)) continue;
    button.addEventListener("click", () => {
      void navigator.clipboard.writeText(from.value.trim()).then(() => {
        if (told) told.textContent = told.dataset["copied"] ?? "";
      });
    });
  }
}
