import { expect, test } from "vitest";

import { legendHeight, optionOf, type Bars, type Paint } from "./bars.ts";

const paint: Paint = {
  ink: "ink",
  muted: "muted",
  line: "line",
  paper: "paper",
  font: "letters",
  fill: (code) => `fill ${code}`,
  onFill: (code) => `on ${code}`,
};
const bars: Bars = {
  rows: ["week 46", "week 47"],
  series: [
    { code: "confirmed", name: "Confirmed", counts: [1, 30] },
    { code: "open", name: "Still open", counts: [1, 70] },
  ],
  whole: false,
};

interface Told {
  readonly xAxis: { readonly max: number };
  readonly series: readonly {
    readonly name: string;
    readonly itemStyle: { readonly color: string };
    readonly data: readonly { readonly value: number; readonly label: { readonly show: boolean } }[];
  }[];
}

test("bars are as long as their counts, and hold a number where there is room", () => {
  const told = optionOf(bars, paint, 600) as unknown as Told;
  expect(told.xAxis.max).toBe(100);
  expect(told.series.map((one) => one.data.map((part) => part.value))).toEqual([
    [1, 30],
    [1, 70],
  ]);
  expect(told.series.map((one) => one.data.map((part) => part.label.show))).toEqual([
    [false, true],
    [false, true],
  ]);
  expect(told.series.map((one) => one.itemStyle.color)).toEqual(["fill confirmed", "fill open"]);
});

test("names that do not fit on one line take more", () => {
  expect(legendHeight(bars, 600)).toBe(24);
  expect(legendHeight(bars, 130)).toBe(48);
});

test("of shares every bar is whole", () => {
  const told = optionOf({ ...bars, whole: true }, paint, 600) as unknown as Told;
  expect(told.xAxis.max).toBe(1);
  for (const row of [0, 1]) {
    expect(told.series.reduce((sum, one) => sum + (one.data[row]?.value ?? 0), 0)).toBeCloseTo(1);
  }
});
