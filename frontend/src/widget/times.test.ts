import { describe, expect, it } from "vitest";

import { date, moment } from "./times.ts";

const NOON = new Date(2026, 10, 24, 12, 0);
const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 3).toISOString();

describe("a moment", () => {
  it("is a clock time today, and names the day on another", () => {
    expect(moment("nl", at(24, 14), NOON)).toBe("14:03");
    expect(moment("nl", at(3, 9), NOON)).toBe("3 nov 09:03");
    expect(moment("en", at(3, 9), NOON)).toBe("3 Nov 09:03");
  });

  it("is nothing where none is given", () => {
    expect(moment("nl", "")).toBe("");
  });
});

describe("a date", () => {
  it("is the day of the calendar in any time zone", () => {
    expect(date("nl", "2026-11-03")).toBe("3 nov 2026");
    expect(date("en", "2026-11-03")).toBe("3 Nov 2026");
    expect(date("nl", "nooit")).toBe("");
  });
});
