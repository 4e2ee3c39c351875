/** From a table of counts to stacked bars: one bar for each row, one colour for each way in which cases ended. */

export interface Series {
  readonly code: string;
  readonly name: string;
  readonly counts: readonly number[];
}

export interface Bars {
  readonly rows: readonly string[];
  readonly series: readonly Series[];
  /** Every bar is as long as the others: what counts is the share. */
  readonly whole: boolean;
}

export interface Paint {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly paper: string;
  readonly font: string;
  readonly fill: (code: string) => string;
  readonly onFill: (code: string) => string;
}

const NARROWEST = 22; // pixels of a part that can hold its number
const TITLES = 0.28; // share of the width for the names of the rows
const LONGEST_TITLE = 220; // pixels
const LINE = 24; // pixels of a line of names
const LETTER = 8; // pixels of a letter, generously
const MARK = 40; // pixels of the coloured mark of a name and the space around it

/** Reads the first `most` rows of a table whose heads name the endings (`data-ending`) and whose cells hold counts. */
export function barsOf(table: HTMLTableElement, most: number, whole: boolean): Bars {
  const heads = [...table.querySelectorAll<HTMLElement>("thead [data-ending]")];
  const rows = [...table.querySelectorAll<HTMLElement>("tbody tr")].slice(0, most);
  const counts = rows.map((row) =>
    [...row.querySelectorAll<HTMLElement>("[data-count]")].map((cell) => Number(cell.dataset["count"])),
  );
  return {
    rows: rows.map((row) => row.querySelector("th")?.textContent?.trim() ?? ""),
    series: heads.map((head, place) => ({
      code: head.dataset["ending"] ?? "",
      name: head.textContent?.trim() ?? "",
      counts: counts.map((row) => row[place] ?? 0),
    })),
    whole,
  };
}

/** How high the names of the series are together, in lines that fit the width. */
export function legendHeight(bars: Bars, width: number): number {
  let lines = 1;
  let used = 0;
  for (const { name } of bars.series) {
    const wide = name.length * LETTER + MARK;
    if (used > 0 && used + wide > width) {
      lines += 1;
      used = 0;
    }
    used += wide;
  }
  return lines * LINE;
}

/** What the chart library is told. Numbers stand in the parts that are wide enough for them. */
export function optionOf(bars: Bars, paint: Paint, width: number): Record<string, unknown> {
  const totals = bars.rows.map((_, row) => bars.series.reduce((sum, one) => sum + (one.counts[row] ?? 0), 0));
  const longest = bars.whole ? 1 : Math.max(1, ...totals);
  const titles = Math.min(LONGEST_TITLE, Math.round(width * TITLES));
  const room = Math.max(1, width - titles - 40);
  const text = { color: paint.ink, fontFamily: paint.font, fontSize: 13 };
  return {
    animation: false,
    textStyle: text,
    grid: { left: titles + 8, right: 16, top: legendHeight(bars, width) + 12, bottom: 8 },
    legend: {
      top: 4,
      left: 0,
      type: "plain",
      itemWidth: 14,
      itemHeight: 14,
      textStyle: text,
      selectedMode: false,
    },
    xAxis: { type: "value", max: longest, show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: [...bars.rows],
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, width: titles, overflow: "truncate", margin: 8 },
    },
    series: bars.series.map((one) => ({
      type: "bar",
      name: one.name,
      stack: "cases",
      barWidth: 22,
      silent: true,
      itemStyle: { color: paint.fill(one.code), borderColor: paint.paper, borderWidth: 1 },
      data: one.counts.map((count, row) => {
        const value = bars.whole ? count / Math.max(1, totals[row] ?? 0) : count;
        return {
          value,
          label: {
            show: (value / longest) * room >= NARROWEST,
            formatter: String(count),
            color: paint.onFill(one.code),
            fontFamily: paint.font,
            fontSize: 13,
          },
        };
      }),
    })),
  };
}
