/** Brings the panel in, once per page: only a script with the digest that the build saw will run. */

/** The panel's file and digest; the build fills them in. */
declare const PANEL: { readonly file: string; readonly integrity: string };

const coming = new Map<string, Promise<void>>();

/** Rejects when the panel cannot be had; the next call tries anew. */
export function fetchPanel(base: string): Promise<void> {
  const known = coming.get(base);
  if (known) return known;
  const now = insertScript(base + PANEL.file).catch((fault: unknown) => {
    coming.delete(base);
    throw fault;
  });
  coming.set(base, now);
  return now;
}

function insertScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = "module";
    script.src = address;
    script.integrity = PANEL.integrity;
    script.crossOrigin = "anonymous";
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error("The chat's panel cannot be loaded."));
    };
    document.head.append(script);
  });
}
