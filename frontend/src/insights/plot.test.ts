import { expect, test } from "vitest";

import type { Paint } from "./bars.ts";
import { type Plot, plotOption } from "./plot.ts";

const paint: Paint = {
  ink: "ink",
  muted: "muted",
  line: "line",
  paper: "paper",
  font: "letters",
  fill: (code) => `fill ${code}`,
  onFill: (code) => `on ${code}`,
};
const plot: Plot = {
  points: [
    { x: 0.4, y: 0.02, bounds: [0, 0.13], marked: true },
    { x: 0.8, y: 0.1, bounds: [0.05, 0.24], marked: false },
  ],
  xName: "answered",
  yName: "wrong",
  diagonal: false,
};

interface Told {
  readonly yAxis: { readonly max: number; readonly name: string };
  readonly series: readonly {
    readonly lineStyle: { readonly type?: string };
    readonly data: readonly unknown[];
  }[];
}

test("each point has its bounds, and the one in use is filled", () => {
  const told = plotOption(plot, paint) as unknown as Told;
  expect(told.series).toHaveLength(3);
  expect(told.series[0]?.data).toEqual([
    [0.4, 0],
    [0.4, 0.13],
  ]);
  const dots = told.series[2]?.data as { value: number[]; itemStyle: { color: string } }[];
  expect(dots.map((dot) => dot.value)).toEqual([
    [0.4, 0.02],
    [0.8, 0.1],
  ]);
  expect(dots.map((dot) => dot.itemStyle.color)).toEqual(["fill confirmed", "paper"]);
  expect(told.yAxis).toMatchObject({ max: 0.3, name: "wrong" });
});

test("stated against found is drawn beside the line of what would be right", () => {
  const told = plotOption({ ...plot, diagonal: true }, paint) as unknown as Told;
  expect(told.yAxis.max).toBe(1);
  expect(told.series[0]?.lineStyle.type).toBe("dashed");
});

test("without known bounds there are dots alone", () => {
  const bare = plot.points.map((point) => ({ ...point, bounds: null }));
  expect((plotOption({ ...plot, points: bare }, paint) as unknown as Told).series).toHaveLength(1);
});
