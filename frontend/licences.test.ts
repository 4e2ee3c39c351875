import { describe, expect, it } from "vitest";

import { licenceFile } from "./licences.ts";

const one = {
  name: "small-thing",
  version: "1.0.0",
  identifier: "MIT",
  text: "Permission is hereby granted",
};

describe("the licence file", () => {
  it("holds every package once, with its licence", () => {
    const file = licenceFile([one, one, { ...one, name: "other", identifier: "BSD-0-Clause" }], "/nowhere");
    expect(file.match(/small-thing/g)).toHaveLength(1);
    expect(file).toContain("other 1.0.0 (0BSD)");
    expect(file).toContain("Permission is hereby granted");
  });

  it.each(["GPL-3.0", "MPL-2.0", "AGPL-3.0-only", null])("refuses %s", (identifier) => {
    expect(() => licenceFile([{ ...one, identifier }], "/nowhere")).toThrow(/may not ship/);
  });

  it("refuses a package without a licence text", () => {
    expect(() => licenceFile([{ ...one, text: null }], "/nowhere")).toThrow(/no licence text/);
  });
});
