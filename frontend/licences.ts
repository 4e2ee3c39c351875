/** What we ship of others: one file with every licence, and a build that fails on one we may not ship. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly identifier: string | null;
  readonly text: string | null;
}

const ALLOWED = new Set(["MIT", "ISC", "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause"]);
/** Names that packages give to a licence instead of its SPDX identifier. */
const ALSO_CALLED: Record<string, string> = { "BSD-0-Clause": "0BSD" };

export function licenceFile(shipped: readonly Shipped[], modules: string): string {
  const packages = unique(shipped);
  for (const one of packages) allow(one);
  const head =
    "Kompas (Apache-2.0) ships parts of these packages in the files beside this one.\n" +
    "Their licences follow.\n";
  return [head, ...packages.map((one) => chapter(one, modules))].join(`\n${"=".repeat(78)}\n\n`);
}

function allow(one: Shipped): void {
  const identifier = spdx(one);
  if (!ALLOWED.has(identifier))
    throw new Error(
      `${one.name} ${one.version} has the licence "${identifier}", which Kompas may not ship. ` +
        `Allowed are ${[...ALLOWED].join(", ")}: use another package, or none.`,
    );
  if (!one.text)
    throw new Error(`${one.name} ${one.version} brings no licence text, so it cannot be shipped.`);
}

function chapter(one: Shipped, modules: string): string {
  const notice = noticeOf(join(modules, one.name));
  return (
    [`${one.name} ${one.version} (${spdx(one)})`, one.text?.trim(), notice?.trim()]
      .filter(Boolean)
      .join("\n\n") + "\n"
  );
}

/** Apache-2.0 asks to pass on a NOTICE file where there is one; the bundler does not. */
function noticeOf(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const file = readdirSync(folder).find((name) => /^notice(\.\w+)?$/i.test(name));
  return file ? readFileSync(join(folder, file), "utf8") : null;
}

function spdx(one: Shipped): string {
  const said = one.identifier ?? "none";
  return ALSO_CALLED[said] ?? said;
}

function unique(shipped: readonly Shipped[]): readonly Shipped[] {
  const byName = new Map(shipped.map((one) => [`${one.name}@${one.version}`, one]));
  return [...byName.values()].sort((one, other) => one.name.localeCompare(other.name));
}
