import { describe, expect, it } from "vitest";

import { answers } from "./survey.ts";

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

describe("the answers to the survey", () => {
  it("need both questions", () => {
    expect(answers(form(["effort", "2"]))).toBeNull();
    expect(answers(form(["solved", "yes"]))).toBeNull();
    expect(answers(form(["effort", "9"], ["solved", "no"]))).toBeNull();
  });

  it("hold words only where there are any", () => {
    expect(answers(form(["effort", "2"], ["solved", "yes"], ["comment", " "]))).toEqual({
      effort: 2,
      solved: true,
    });
    expect(answers(form(["effort", "5"], ["solved", "no"], ["comment", " traag "]))).toEqual({
      effort: 5,
      solved: false,
      comment: "traag",
    });
  });
});
