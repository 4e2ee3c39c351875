import { describe, expect, it } from "vitest";

import { cleaned, lengthOf } from "./composer.ts";

describe("the text as it is sent", () => {
  it("keeps lines and tabs, and drops what no keyboard types on purpose", () => {
    expect(cleaned("  een\r\ntwee\u0000\u0007\tdrie\u009f ")).toBe("een\ntwee\tdrie");
  });

  it("is nothing when there is nothing", () => {
    expect(cleaned(" \n\t ")).toBe("");
  });
});

describe("the length", () => {
  it("counts characters as the server does", () => {
    expect(lengthOf("fiets 🚲")).toBe(7);
    expect(lengthOf("a".repeat(8000))).toBe(8000);
  });
});
