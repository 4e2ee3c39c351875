/** Builds everything that a browser loads from Kompas into `src/kompas/static/built/`, and weighs it. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

import { build, type InlineConfig, type Rolldown } from "vite";

import { licenceFile, type Shipped } from "./licences.ts";

const HERE = import.meta.dirname;
const BUILT = join(HERE, "../src/kompas/static/built");
const LICENCES = "licences.json";
/** What a customer's page loads in all: the button and the panel. */
const WIDGET_LIMIT = 40 * 1024;

const shipped: Shipped[] = [];

/** Built aside and moved in one step: a half-built folder is never served. */
const aside = join(HERE, `dist/${process.pid}`);
rmSync(aside, { recursive: true, force: true });
mkdirSync(aside, { recursive: true });

const panel = await bundle({
  entries: { panel: "src/widget/panel.ts" },
  output: { entryFileNames: "[name]-[hash].js", format: "es" },
});
await bundle({
  entries: { kompas: "src/loader/kompas.ts" },
  output: { entryFileNames: "[name].js", format: "iife" },
  define: { PANEL: JSON.stringify(reference(panel.find((name) => name.startsWith("panel-")) ?? "")) },
});
await bundle({
  entries: { workspace: "src/workspace/main.ts", "workspace-style": "src/workspace/workspace.css" },
  output: {
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    assetFileNames: (asset) =>
      asset.names.includes("workspace-style.css") ? "workspace.css" : "[name]-[hash][extname]",
    format: "es",
  },
});
await bundle({
  entries: { outcomes: "src/insights/outcomes.ts" },
  output: { entryFileNames: "[name].js", format: "es" },
});

writeFileSync(join(aside, "licenses.txt"), licenceFile(shipped, join(HERE, "node_modules")));
weigh();
mkdirSync(join(BUILT, ".."), { recursive: true });
rmSync(BUILT, { recursive: true, force: true });
renameSync(aside, BUILT);

interface Bundle {
  readonly entries: Record<string, string>;
  readonly output: Rolldown.OutputOptions;
  readonly define?: Record<string, string>;
}

/** Bundles the entries and returns the names of the files that came of them. */
async function bundle({ entries, output, define = {} }: Bundle): Promise<string[]> {
  const before = new Set(readdirSync(aside));
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(HERE, file)]));
  const config: InlineConfig = {
    configFile: false,
    root: HERE,
    base: "./",
    logLevel: "warn",
    publicDir: false,
    define,
    build: {
      outDir: aside,
      emptyOutDir: false,
      target: ["es2022", "chrome105", "firefox111", "safari16.4"],
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 560, // the charts of supervisors; no customer loads them
      license: { fileName: LICENCES },
      rolldownOptions: { input, output },
    },
  };
  await build(config);
  collectLicences();
  return readdirSync(aside).filter((name) => !before.has(name));
}

/** How a script names another: its file, and the digest without which it does not run. */
function reference(file: string): { file: string; integrity: string } {
  return { file, integrity: integrity(readFileSync(join(aside, file))) };
}

function integrity(content: Buffer): string {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}

function collectLicences(): void {
  const file = join(aside, LICENCES);
  shipped.push(...(JSON.parse(readFileSync(file, "utf8")) as Shipped[]));
  rmSync(file);
}

/** Prints every file's size, writes the manifest with digests for `integrity=`, and fails on a widget too heavy. */
function weigh(): void {
  const files = readdirSync(aside).sort();
  const manifest: Record<string, { integrity: string; gzip: number }> = {};
  for (const name of files) {
    const content = readFileSync(join(aside, name));
    const gzip = gzipSync(content, { level: 9 }).length;
    manifest[name] = { integrity: integrity(content), gzip };
    console.log(`${name.padEnd(28)} ${kilobytes(content.length)} ${kilobytes(gzip)} gzip`);
  }
  writeFileSync(join(aside, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const widget = files.filter((name) => /^(kompas|panel-.*)\.js$/.test(name));
  const weight = widget.reduce((sum, name) => sum + (manifest[name]?.gzip ?? 0), 0);
  console.log(
    `widget: ${widget.join(" + ")} = ${kilobytes(weight)} gzip of at most ${kilobytes(WIDGET_LIMIT)}`,
  );
  console.log(`into ${relative(join(HERE, ".."), BUILT)}`);
  if (weight > WIDGET_LIMIT)
    throw new Error("The widget is heavier than a customer's page should have to carry.");
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1).padStart(6)} kB`;
}
