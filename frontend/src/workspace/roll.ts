/** A conversation that one speaks in opens at its end and follows it; who reads back is left where they read. */
const NEAR = 80; // pixels from the end that still count as the end

export function stayAtTheEnd(): void {
  if (document.getElementById("matter")?.dataset["state"] === "mine") toTheEnd();
  let wasNear = true;
  document.addEventListener("htmx:before:swap", () => {
    const roll = document.getElementById("roll");
    wasNear = roll !== null && roll.scrollHeight - roll.scrollTop - roll.clientHeight < NEAR;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (wasNear) toTheEnd();
  });
}

function toTheEnd(): void {
  const roll = document.getElementById("roll");
  if (roll) roll.scrollTop = roll.scrollHeight;
}
