/** The live line: the server names what was touched, and the page fetches that part anew with the session. */
interface Touched {
  readonly conversation: string;
  readonly kind: string;
}

const CALM = 250; // milliseconds in which touches are gathered before anything is fetched
/** What stands in the bars above the columns: the stop, and what is wrong with the company's content. */
const CHANGES_THE_BARS = /^(assistant|company)\./;

export function followDesk(desk: HTMLElement): void {
  const address = desk.dataset["live"];
  if (!address) return;
  const open = desk.dataset["open"] ?? "";
  const due = new Set<string>();
  let timer: number | undefined;
  const refresh = (...parts: string[]): void => {
    for (const part of parts) due.add(part);
    timer ??= window.setTimeout(() => {
      timer = undefined;
      for (const part of due) touch(part);
      due.clear();
    }, CALM);
  };
  const line = new EventSource(address);
  // What happened before the server listened for us, since the page was made or the line broke, it will not tell.
  line.addEventListener("listening", () => refresh("bars", "queue", "matter"));
  line.addEventListener("touched", (event) => {
    const touched = JSON.parse(String((event as MessageEvent).data)) as Touched;
    if (CHANGES_THE_BARS.test(touched.kind)) refresh("bars");
    refresh("queue", ...(touched.conversation === open ? ["matter"] : []));
  });
  line.addEventListener("open", () => tell(false));
  line.addEventListener("error", () => tell(true));
}

/** The element itself says what it fetches; see its `hx-get`. */
function touch(id: string): void {
  document.getElementById(id)?.dispatchEvent(new CustomEvent("touched"));
}

function tell(broken: boolean): void {
  const line = document.getElementById("line");
  if (line) line.hidden = !broken;
}
