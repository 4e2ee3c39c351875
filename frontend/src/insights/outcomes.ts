/** The charts of outcomes and certainty. Each is drawn from a table on the page, so whatever it shows can be read there too. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

import { barsOf, legendHeight, optionOf, type Paint } from "./bars.ts";
import { plotOf, plotOption } from "./plot.ts";

use([BarChart, LineChart, GridComponent, LegendComponent, CanvasRenderer]);

const ROW = 30; // pixels for a bar and the space around it
const AROUND = 20; // pixels between names and bars, and below them
const PLOT = 320; // pixels of a plot of points

/** What is drawn: how high it is at a width, and what the chart library is told of it. */
interface Drawing {
  readonly height: (width: number) => number;
  readonly option: (paint: Paint, width: number) => Record<string, unknown>;
}

for (const place of document.querySelectorAll<HTMLElement>("[data-chart]")) draw(place);

function draw(place: HTMLElement): void {
  const table = document.getElementById(place.dataset["chart"] ?? "");
  if (!(table instanceof HTMLTableElement)) return;
  const drawing = place.dataset["kind"] === undefined ? ofBars(table, place) : ofPoints(table, place);
  if (drawing === null) return;
  const fit = (): void => {
    place.style.height = `${drawing.height(place.clientWidth)}px`;
  };
  fit();
  const chart = init(place, null, { renderer: "canvas" });
  const again = (): void => paint(chart, drawing, place);
  again();
  new ResizeObserver(() => {
    fit();
    chart.resize();
    again();
  }).observe(place);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
}

function ofBars(table: HTMLTableElement, place: HTMLElement): Drawing | null {
  const bars = barsOf(table, Number(place.dataset["most"] ?? 60), place.dataset["whole"] === "yes");
  if (bars.rows.length === 0) return null;
  return {
    height: (width) => bars.rows.length * ROW + legendHeight(bars, width) + AROUND,
    option: (paint, width) => optionOf(bars, paint, width),
  };
}

function ofPoints(table: HTMLTableElement, place: HTMLElement): Drawing | null {
  const plot = plotOf(table, place);
  return plot.points.length === 0 ? null : { height: () => PLOT, option: (paint) => plotOption(plot, paint) };
}

function paint(chart: EChartsType, drawing: Drawing, place: HTMLElement): void {
  chart.setOption(drawing.option(paintOf(place), place.clientWidth), { notMerge: true });
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
