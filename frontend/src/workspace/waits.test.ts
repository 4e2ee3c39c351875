import { describe, expect, it } from "vitest";

import { waited } from "./waits.ts";

describe("a waiting time", () => {
  it.each([
    [0, "0:00"],
    [31_999, "0:31"],
    [372_000, "6:12"],
    [3_600_000, "1:00:00"],
    [3_905_000, "1:05:05"],
    [-5_000, "0:00"],
  ])("%i ms reads %s", (milliseconds, text) => {
    expect(waited(milliseconds)).toBe(text);
  });
});
