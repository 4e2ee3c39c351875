// What the pretended assistant says to which word. All values are invented.

const at = () => new Date().toISOString();
const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

export const CITATIONS = {
  levertijd: {
    title: "Levertijd en bezorging",
    heading: "Hoe lang het duurt",
    updated: "2026-11-03",
    url: "https://zwaluwfietsen.example/klantenservice/levertijd",
    lang: "nl",
    passage:
      "Een bestelling die op voorraad is, komt binnen 1 tot 3 werkdagen. U krijgt een bericht zodra het pakket bij de vervoerder ligt.\n\nGrote pakketten, zoals een fiets, worden op afspraak gebracht.",
  },
  retour: {
    title: "Retourneren en ruilen",
    heading: "Binnen 30 dagen",
    updated: "2026-11-03",
    url: "https://zwaluwfietsen.example/klantenservice/retour",
    lang: "nl",
    passage:
      "U kunt ongebruikte artikelen binnen 30 dagen na ontvangst terugsturen. Terugsturen is gratis in een winkel; met de post kost het € 4,95.",
  },
  returns: {
    title: "Returns and exchanges",
    heading: "Within 30 days",
    updated: "2026-11-03",
    url: "https://zwaluwfietsen.example/en/returns",
    lang: "en",
    passage:
      "You can return unused articles within 30 days. Returning is free in a shop and costs € 4.95 by post.",
  },
};

export const brief = (correction = null) => ({
  wish: "Wil de helm terugsturen en weten waar het pakket blijft",
  facts: [
    { text: "Bestelling ZW-204817 is onderweg", proof: "proven", at: at() },
    { text: "De helm past niet", proof: "claimed", at: null },
  ],
  tried: ["Levertijd uitgelegd", "Retourvoorwaarden getoond"],
  sources: [{ title: "Retourneren en ruilen" }],
  mood: "rustig",
  open_question: "Kan de helm geruild worden voor maat L?",
  correction,
});

const cited = (...names) => names.map((name, index) => ({ n: index + 1, ...CITATIONS[name] }));

/** From a word in the customer's text to the parts and citations of the answer. First match wins. */
const ANSWERS = [
  {
    when: /pakket|bestelling/i,
    citations: cited("levertijd", "retour"),
    parts: () => [
      { kind: "text", text: "Uw bestelling is onderweg en komt naar verwachting woensdag 25 november." },
      {
        kind: "record",
        fields: [
          { label: "Bestelling", value: "ZW-204817 · fietshelm, maat M" },
          { label: "Vervoerder", value: "PostNL, onderweg" },
          { label: "Verwacht", value: "wo 25 nov, 12:00–14:30" },
        ],
        source: "Uit uw bestelgegevens",
        read_at: at(),
        purpose: "de stand van uw bestelling",
      },
      {
        kind: "text",
        text: "Ja. U kunt ongebruikte artikelen binnen 30 dagen na ontvangst terugsturen. Terugsturen is gratis in een winkel; met de post kost het € 4,95.",
        cites: [2],
      },
    ],
  },
  {
    when: /tabel|kosten/i,
    citations: cited("levertijd", "retour"),
    parts: () => [
      { kind: "text", text: "Dit kost bezorgen en terugsturen:", cites: [1, 2] },
      {
        kind: "table",
        header: ["Hoe", "Bezorgen", "Terugsturen"],
        rows: [
          ["Winkel", "gratis", "gratis"],
          ["Post, tot 10 kg", "€ 4,95", "€ 4,95"],
          ["Op afspraak", "€ 24,50", "€ 24,50"],
        ],
        cites: [1, 2],
      },
    ],
  },
  {
    when: /lijst/i,
    citations: cited("retour"),
    parts: () => [
      { kind: "text", text: "Zo stuurt u iets terug:", cites: [1] },
      {
        kind: "list",
        items: [
          "Meld het aan met uw bestelnummer.",
          "Plak het retourlabel op de doos.",
          "Breng de doos naar een punt.",
        ],
        cites: [1],
      },
    ],
  },
  {
    when: /kost|twijfel/i,
    citations: [],
    parts: () => [
      { kind: "text", text: "Ik weet niet zeker wat u bedoelt. Waar gaat het over?" },
      {
        kind: "choices",
        options: [
          { label: "de levertijd van een bestelling", text: "de levertijd van een bestelling" },
          { label: "een artikel terugsturen", text: "een artikel terugsturen" },
          { label: "de prijs van een leasefiets", text: "de prijs van een leasefiets" },
        ],
      },
    ],
  },
  {
    when: /onbekend|maan/i,
    citations: [],
    why: true,
    parts: () => [
      {
        kind: "text",
        text: "Hier heb ik geen betrouwbaar antwoord op. Zal ik uw vraag doorgeven aan een medewerker? Wat u al vertelde gaat mee.",
      },
      { kind: "offer", text: "Ja, geef mijn vraag door", send: "ja, graag", brief: brief() },
    ],
  },
  {
    when: /return|english/i,
    lang: "en",
    citations: cited("returns"),
    parts: () => [
      {
        kind: "text",
        text: "You can return unused articles within 30 days. Returning is free in a shop.",
        cites: [1],
      },
      { kind: "notice", text: "The full terms are on our site in Dutch only." },
    ],
  },
];

const DEFAULT = {
  citations: cited("levertijd"),
  parts: () => [
    {
      kind: "text",
      text: "Een bestelling die op voorraad is, komt binnen 1 tot 3 werkdagen.",
      cites: [1],
    },
  ],
};

export function answerTo(text) {
  const scene = ANSWERS.find((one) => one.when.test(text)) ?? DEFAULT;
  return {
    lang: scene.lang ?? "nl",
    parts: scene.parts(),
    citations: scene.citations,
    why: scene.why ?? scene.citations.length > 0,
    provenance: scene.citations.length > 0 ? "quote" : "template",
  };
}

export const hello = (lang) =>
  lang === "en"
    ? {
        company: "Zwaluw Fietsen",
        assistant: "Zwaluw AI assistant",
        languages: ["nl", "en"],
        lang: "en",
        welcome:
          "You are chatting with Zwaluw Fietsen's AI assistant. My answers come with sources. You can always talk to a person.",
        ai_label: "AI assistant",
        subtitle: "Zwaluw Fietsen · you can always talk to a person",
        contact_url: "/contact/?lang=en",
        open: true,
        opens: null,
        wait_minutes: 4,
        max_chars: 8000,
      }
    : {
        company: "Zwaluw Fietsen",
        assistant: "Zwaluw AI-assistent",
        languages: ["nl", "en"],
        lang: "nl",
        welcome:
          "U chat met de AI-assistent van Zwaluw Fietsen. Ik antwoord met bronnen. Een medewerker spreken kan altijd.",
        ai_label: "AI-assistent",
        subtitle: "Zwaluw Fietsen · een medewerker is altijd bereikbaar",
        contact_url: "/contact/?lang=nl",
        open: true,
        opens: null,
        wait_minutes: 4,
        max_chars: 8000,
      };

export const why = {
  decision: "answer",
  title: "Ik antwoordde omdat de bron het letterlijk zegt",
  reasons: [
    "U vroeg naar terugsturen; daar gaat één artikel over.",
    "Elke zin staat in dat artikel of in uw bestelgegevens.",
    "Er is geen huisregel die hier een medewerker voorschrijft.",
  ],
  certainty: "96 %; wij antwoorden vanaf 77 %",
  sources: [{ title: "Retourneren en ruilen", updated: day(-20) }],
  version: "kennis 2026-11-20",
};
