import { describe, expect, it } from "vitest";

import { LANGS, firstLang, isLang, texts, type Texts } from "./texts.ts";

/** Every text as it is shown, with stand-ins for what is filled in. */
function shown(t: Texts): Map<string, string> {
  const filled = (value: unknown): string => {
    if (typeof value === "function") return String((value as (...given: unknown[]) => unknown)(2, 3));
    return Array.isArray(value) ? value.join(" ") : String(value);
  };
  return new Map(Object.entries(t).map(([key, value]) => [key, filled(value)]));
}

const ALL = [
  ["Dutch, u", texts("nl")],
  ["Dutch, je", texts("nl", "je")],
  ["English", texts("en")],
] as const;

describe.each(ALL)("the texts in %s", (_, t) => {
  it("are all there", () => {
    for (const [key, text] of shown(t)) expect(text.trim(), key).not.toBe("");
    expect(shown(t).size).toBe(shown(texts("nl")).size);
  });

  it("neither shout nor apologise", () => {
    for (const [key, text] of shown(t)) expect(text, key).not.toMatch(/!|helaas|sorry|unfortunately/i);
  });

  it("say that the assistant is software, and name a person", () => {
    expect(t.assistant).toMatch(/\bAI\b/);
    expect(t.welcomeFallback).toMatch(/\bAI\b/);
    expect(t.humanReachable).toMatch(/medewerker|person/);
  });

  it("keep what is filled in", () => {
    expect(t.promised("K-1", "maandag")).toContain("K-1");
    expect(t.promised("K-1", "maandag")).toContain("maandag");
    expect(t.tooLong(8001, 8000)).toMatch(/8001.*8000/);
    expect(t.usually(1)).not.toBe(t.usually(2).replace("2", "1"));
  });
});

describe("the form of address", () => {
  it("is 'u' or 'je' throughout, never both", () => {
    for (const [key, text] of shown(texts("nl", "je"))) expect(text, key).not.toMatch(/\b(u|uw)\b/i);
    for (const [key, text] of shown(texts("nl"))) expect(text, key).not.toMatch(/\b(je|jij|jouw)\b/i);
  });
});

describe("the language to speak", () => {
  it("is the first that we have", () => {
    expect(firstLang(null, "nl-BE", "en")).toBe("nl");
    expect(firstLang("de", "EN-us", "nl")).toBe("en");
    expect(firstLang("de", undefined)).toBe("en");
  });

  it("is one of ours", () => {
    expect(LANGS.every(isLang)).toBe(true);
    expect(isLang("de")).toBe(false);
  });
});
