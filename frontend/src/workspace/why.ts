/** "Why this answer" opens under the letter, and closes when it is pressed again. */
export function foldReasons(): void {
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest(".why-link") : null;
      const under = link && document.getElementById(link.getAttribute("aria-controls") ?? "");
      if (!link || !under) return;
      if (under.childElementCount > 0) {
        event.preventDefault();
        event.stopImmediatePropagation();
        under.replaceChildren();
      }
      link.setAttribute("aria-expanded", String(link.getAttribute("aria-expanded") !== "true"));
    },
    { capture: true },
  );
}
