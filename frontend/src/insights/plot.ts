/** From a table of points to a line of dots, each with the bounds between which the truth lies. */
import type { Paint } from "./bars.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Where the bounds are known. */
  readonly bounds: readonly [number, number] | null;
  readonly marked: boolean;
}

export interface Plot {
  readonly points: readonly Point[];
  readonly xName: string;
  readonly yName: string;
  /** A dashed line of what would be exactly right. */
  readonly diagonal: boolean;
}

const SMALLEST = 0.1; // the top of an axis whose points all lie lower

/** Reads the rows of a table that say where their point lies, as shares of 1. */
export function plotOf(table: HTMLTableElement, place: HTMLElement): Plot {
  const rows = [...table.querySelectorAll<HTMLElement>("tbody tr[data-x]")];
  return {
    points: rows.map(({ dataset }) => ({
      x: Number(dataset["x"]),
      y: Number(dataset["y"]),
      bounds: "low" in dataset ? [Number(dataset["low"]), Number(dataset["high"])] : null,
      marked: dataset["marked"] === "yes",
    })),
    xName: place.dataset["xName"] ?? "",
    yName: place.dataset["yName"] ?? "",
    diagonal: place.dataset["kind"] === "reliability",
  };
}

/** What the chart library is told. */
export function plotOption(plot: Plot, paint: Paint): Record<string, unknown> {
  const text = { color: paint.ink, fontFamily: paint.font, fontSize: 13 };
  const highest = Math.max(SMALLEST, ...plot.points.map(({ y, bounds }) => bounds?.[1] ?? y));
  const top = plot.diagonal ? 1 : Math.min(1, Math.ceil(highest * 10) / 10);
  const axis = (name: string, max: number, place: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: "value",
    min: 0,
    max,
    name,
    nameTextStyle: text,
    ...place,
    axisLabel: { ...text, formatter: (value: number) => `${Math.round(value * 100)} %`, hideOverlap: true },
    axisLine: { lineStyle: { color: paint.muted } },
    splitLine: { lineStyle: { color: paint.line } },
  });
  const line = (
    data: readonly (readonly [number, number])[],
    style: Record<string, unknown>,
  ): Record<string, unknown> => ({
    type: "line",
    silent: true,
    showSymbol: false,
    data: data.map((point) => [...point]),
    lineStyle: { color: paint.muted, width: 1.5, ...style },
  });
  const bounds = plot.points.flatMap(({ x, bounds }) =>
    bounds === null ? [] : [line([[x, bounds[0]], [x, bounds[1]]], { width: 2 })],
  ); // prettier-ignore
  return {
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 28, top: 36, bottom: 28, containLabel: true },
    xAxis: axis(plot.xName, 1, { nameLocation: "middle", nameGap: 28 }),
    yAxis: axis(plot.yName, top),
    series: [
      ...(plot.diagonal ? [line([[0, 0], [1, 1]], { type: "dashed" })] : []), // prettier-ignore
      ...bounds,
      {
        type: "line",
        silent: true,
        symbol: "circle",
        symbolSize: 9,
        lineStyle: { color: paint.fill("confirmed"), width: 2 },
        data: plot.points.map(({ x, y, marked }) => ({
          value: [x, y],
          symbolSize: marked ? 16 : 9,
          itemStyle: {
            color: marked ? paint.fill("confirmed") : paint.paper,
            borderColor: paint.fill("confirmed"),
            borderWidth: 2,
          },
        })),
      },
    ],
  };
}
