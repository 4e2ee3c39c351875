import { describe, expect, it } from "vitest";

import { proven } from "./message.ts";
import { webAddress } from "./view.ts";

describe("what stands on the same sources", () => {
  it("shares one line of sources, right under it", () => {
    const groups = proven([
      { kind: "text", text: "a", cites: [1] },
      { kind: "list", items: ["b"], cites: [1] },
      { kind: "text", text: "c", cites: [2] },
      { kind: "notice", text: "d" },
      { kind: "text", text: "e", cites: [1, 2] },
    ]);
    expect(groups.map((group) => [group.parts.length, group.cites])).toEqual([
      [2, [1]],
      [1, [2]],
      [1, []],
      [1, [1, 2]],
    ]);
  });
});

describe("a link to a source", () => {
  it("leads to the web and to nothing else", () => {
    expect(webAddress("https://zwaluw.example/a")).toBe("https://zwaluw.example/a");
    for (const bad of [
      "javascript:alert(1)",
      "data:text/html,x",
      "/relative",
      "",
      null,
      undefined,
      "http://",
    ])
      expect(webAddress(bad), String(bad)).toBeNull();
  });
});
