/** The charts of the outcomes. Each is drawn from a table on the page, so whatever it shows can be read there too. */
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

import { type Bars, barsOf, legendHeight, optionOf, type Paint } from "./bars.ts";

use([BarChart, GridComponent, LegendComponent, CanvasRenderer]);

const ROW = 30; // pixels for a bar and the space around it
const AROUND = 20; // pixels between names and bars, and below them

for (const place of document.querySelectorAll<HTMLElement>("[data-chart]")) draw(place);

function draw(place: HTMLElement): void {
  const table = document.getElementById(place.dataset["chart"] ?? "");
  if (!(table instanceof HTMLTableElement)) return;
  const bars = barsOf(table, Number(place.dataset["most"] ?? 60), place.dataset["whole"] === "yes");
  if (bars.rows.length === 0) return;
  const fit = (): void => {
    place.style.height = `${bars.rows.length * ROW + legendHeight(bars, place.clientWidth) + AROUND}px`;
  };
  fit();
  const chart = init(place, null, { renderer: "canvas" });
  const again = (): void => paint(chart, bars, place);
  again();
  new ResizeObserver(() => {
    fit();
    chart.resize();
    again();
  }).observe(place);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
}

function paint(chart: EChartsType, bars: Bars, place: HTMLElement): void {
  chart.setOption(optionOf(bars, paintOf(place), place.clientWidth), { notMerge: true });
}

/** The colours and letters of the page as they are now, in its light or dark look. */
function paintOf(place: HTMLElement): Paint {
  const style = getComputedStyle(place);
  const named = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: named("ink"),
    muted: named("muted"),
    line: named("line"),
    paper: named("card"),
    font: style.fontFamily,
    fill: (code) => named(`ending-${code}`),
    onFill: (code) => named(`on-ending-${code}`) || named("card"),
  };
}
