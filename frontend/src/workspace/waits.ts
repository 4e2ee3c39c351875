/** Waiting times run on between two refreshes, by the server's clock. */
const SECOND = 1000;

export function tick(): void {
  const now = Number(document.getElementById("queue")?.dataset["now"] ?? Date.now());
  const ahead = Date.now() - now;
  window.setInterval(() => {
    for (const time of document.querySelectorAll<HTMLElement>("time[data-since]"))
      show(time, Date.now() - ahead);
  }, SECOND);
}

export function waited(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const two = (number: number): string => String(number).padStart(2, "0");
  const rest = two(seconds % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

function show(time: HTMLElement, now: number): void {
  const shown = time.querySelector("b");
  const text = waited(now - Number(time.dataset["since"]));
  if (shown && shown.textContent !== text) shown.textContent = text;
}
