/** Every word that the widget says by itself. A key that a language lacks does not compile. */

export const LANGS = ["nl", "en"] as const;
export type Lang = (typeof LANGS)[number];

export interface Texts {
  // The frame
  assistant: string;
  humanReachable: string;
  close: string;
  more: string;
  conversation: string;
  loading: string;
  knownAs: (name: string) => string;
  otherLanguage: string;
  contact: string;
  newMessages: string;

  // The text field and what stands beside it
  yourMessage: string;
  placeholder: string;
  send: string;
  human: string;
  wait: (minutes: number) => string;
  opens: (when: string) => string;
  tooLong: (count: number, most: number) => string;
  left: (count: number) => string;

  // Messages
  you: string;
  fromAgent: (name: string) => string;
  newFrom: (author: string, text: string) => string;
  welcomeFallback: string;
  lookingUp: string;
  sending: string;
  waitingToSend: string;
  notSent: string;
  refused: string;
  retry: string;
  rewrite: string;
  withdraw: string;

  // Proof
  source: string;
  updated: (date: string) => string;
  toSource: (title: string) => string;
  quotedPassage: string;
  readAt: (time: string) => string;
  whatFor: string;
  purpose: (purpose: string) => string;
  table: string;
  whyThis: string;
  isThisWrong: string;
  whyFailed: string;
  certainty: string;
  sources: string;
  version: (version: string) => string;
  whatIsWrong: string;
  optional: string;
  report: string;
  reported: string;

  // The brief
  briefTitle: string;
  wish: string;
  facts: string;
  proven: string;
  provenAt: (time: string) => string;
  claimed: string;
  tried: string;
  mood: string;
  openQuestion: string;
  correction: string;
  correct: string;
  correctionLabel: string;
  save: string;
  cancel: string;

  // How it stands
  askingHuman: string;
  position: (place: number) => string;
  usually: (minutes: number) => string;
  waitingUnknown: string;
  backToAssistant: string;
  agentHere: (name: string) => string;
  someone: string;
  promised: (reference: string, due: string) => string;
  silenced: string;
  solved: string;
  lineLost: string;
  lineBack: string;
  busy: string;
  fault: string;
  noAnswer: string;
  goneTitle: string;
  goneText: string;
  beginAnew: string;

  // The end
  end: string;
  endSure: string;
  endYes: string;
  endNo: string;
  saveText: string;
  savePage: string;
  fileName: string;
  surveyTitle: string;
  effort: string;
  efforts: readonly [string, string, string, string, string];
  isSolved: string;
  yes: string;
  no: string;
  comment: string;
  sendSurvey: string;
  surveyMissing: string;
  surveyThanks: string;
  surveyFailed: string;
  change: string;
}

const nl: Texts = {
  assistant: "AI-assistent",
  humanReachable: "AI-assistent · een medewerker is altijd bereikbaar",
  close: "Chat sluiten",
  more: "Meer",
  conversation: "Gesprek",
  loading: "De chat wordt geopend…",
  knownAs: (name) => `U bent ingelogd als ${name}.`,
  otherLanguage: "Continue in English",
  contact: "Andere manieren om contact op te nemen",
  newMessages: "Naar het nieuwe bericht",

  yourMessage: "Uw bericht",
  placeholder: "Typ uw vraag",
  send: "Verstuur",
  human: "Medewerker spreken",
  wait: (minutes) => `nu ± ${minutes} min wachten`,
  opens: (when) => `open ${when}`,
  tooLong: (count, most) =>
    `Uw bericht is te lang: ${count} van de ${most} tekens. Maak het korter; uw tekst blijft hier staan.`,
  left: (count) => `nog ${count} tekens`,

  you: "U",
  fromAgent: (name) => `${name}, medewerker`,
  newFrom: (author, text) => `${author}: ${text}`,
  welcomeFallback: "U chat met een AI-assistent. Een medewerker spreken kan altijd.",
  lookingUp: "Ik zoek het op…",
  sending: "wordt verstuurd…",
  waitingToSend: "wacht op verzending",
  notSent: "Niet verstuurd.",
  refused: "Dit bericht kon niet worden aangenomen.",
  retry: "Opnieuw versturen",
  rewrite: "Aanpassen",
  withdraw: "Weghalen",

  source: "Bron:",
  updated: (date) => `bijgewerkt ${date}`,
  toSource: (title) => `Lees verder op de site: ${title}`,
  quotedPassage: "Dit staat er",
  readAt: (time) => `gelezen om ${time}`,
  whatFor: "Waarvoor?",
  purpose: (purpose) => `Gelezen voor: ${purpose}.`,
  table: "Tabel",
  whyThis: "Waarom dit antwoord?",
  isThisWrong: "Klopt dit niet?",
  whyFailed: "De uitleg is nu niet op te halen. Probeer het straks nog eens.",
  certainty: "Zekerheid",
  sources: "Bronnen",
  version: (version) => `Versie ${version}`,
  whatIsWrong: "Wat klopt er niet?",
  optional: "(mag leeg blijven)",
  report: "Meld dit",
  reported: "Gemeld. Dank u, een medewerker kijkt ernaar.",

  briefTitle: "Dit geef ik door",
  wish: "Wens",
  facts: "Feiten",
  proven: "✓ bewezen",
  provenAt: (time) => `✓ bewezen, ${time}`,
  claimed: "○ zegt u zelf",
  tried: "Geprobeerd",
  mood: "Stemming",
  openQuestion: "Open vraag",
  correction: "Uw aanvulling",
  correct: "Aanvullen of verbeteren",
  correctionLabel: "Wat klopt er niet, of wat mist er?",
  save: "Bewaar",
  cancel: "Annuleer",

  askingHuman: "Ik vraag een medewerker voor u.",
  position: (place) => `U bent nummer ${place}.`,
  usually: (minutes) => `Meestal duurt dat nu ${minutes} ${minutes === 1 ? "minuut" : "minuten"}.`,
  waitingUnknown: "Een medewerker komt zo bij u.",
  backToAssistant: "Ga verder met de assistent",
  agentHere: (name) => `${name} is er. U spreekt nu met een mens.`,
  someone: "Een medewerker",
  promised: (reference, due) =>
    `Uw vraag is vastgelegd onder nummer ${reference}. U krijgt uiterlijk ${due} antwoord.`,
  silenced: "De assistent is stilgezet. Een medewerker geeft u antwoord.",
  solved: "Dit gesprek is afgerond. U kunt gewoon verder typen als er nog iets is.",
  lineLost: "Geen verbinding. Ik probeer het steeds opnieuw; wat u typt, gaat niet verloren.",
  lineBack: "De verbinding is er weer.",
  busy: "Het is nu erg druk. Uw bericht wordt zo vanzelf opnieuw verstuurd.",
  fault: "Er is bij ons iets misgegaan. Uw tekst is niet verloren.",
  noAnswer: "Dit is nu niet gelukt: er kwam geen antwoord. Probeer het nog eens.",
  goneTitle: "Dit gesprek is er niet meer",
  goneText: "Het is gewist of te lang geleden. U kunt een nieuw gesprek beginnen.",
  beginAnew: "Begin een nieuw gesprek",

  end: "Gesprek beëindigen",
  endSure: "Wilt u het gesprek beëindigen?",
  endYes: "Ja, beëindig het",
  endNo: "Nee, ga verder",
  saveText: "Gesprek bewaren als tekst",
  savePage: "Gesprek bewaren als webpagina",
  fileName: "gesprek",
  surveyTitle: "Twee korte vragen",
  effort: "Hoeveel moeite kostte het u om geholpen te worden?",
  efforts: ["heel weinig", "weinig", "niet veel, niet weinig", "veel", "heel veel"],
  isSolved: "Is uw vraag opgelost?",
  yes: "ja",
  no: "nee",
  comment: "Wilt u er iets over zeggen?",
  sendSurvey: "Verstuur antwoorden",
  surveyMissing: "Kies bij beide vragen een antwoord.",
  surveyThanks: "Dank u wel. Uw antwoorden zijn bewaard.",
  surveyFailed: "Uw antwoorden zijn nog niet bewaard. Probeer het nog eens.",
  change: "Wijzig mijn antwoorden",
};

/** What differs when the company says "je" to its customers. */
const nlJe: Partial<Texts> = {
  knownAs: (name) => `Je bent ingelogd als ${name}.`,
  yourMessage: "Je bericht",
  placeholder: "Typ je vraag",
  tooLong: (count, most) =>
    `Je bericht is te lang: ${count} van de ${most} tekens. Maak het korter; je tekst blijft hier staan.`,
  you: "Jij",
  welcomeFallback: "Je chat met een AI-assistent. Een medewerker spreken kan altijd.",
  reported: "Gemeld. Dank je, een medewerker kijkt ernaar.",
  claimed: "○ zeg je zelf",
  correction: "Je aanvulling",
  askingHuman: "Ik vraag een medewerker voor je.",
  position: (place) => `Je bent nummer ${place}.`,
  waitingUnknown: "Een medewerker komt zo bij je.",
  agentHere: (name) => `${name} is er. Je spreekt nu met een mens.`,
  promised: (reference, due) =>
    `Je vraag is vastgelegd onder nummer ${reference}. Je krijgt uiterlijk ${due} antwoord.`,
  silenced: "De assistent is stilgezet. Een medewerker geeft je antwoord.",
  solved: "Dit gesprek is afgerond. Je kunt gewoon verder typen als er nog iets is.",
  lineLost: "Geen verbinding. Ik probeer het steeds opnieuw; wat je typt, gaat niet verloren.",
  busy: "Het is nu erg druk. Je bericht wordt zo vanzelf opnieuw verstuurd.",
  fault: "Er is bij ons iets misgegaan. Je tekst is niet verloren.",
  goneText: "Het is gewist of te lang geleden. Je kunt een nieuw gesprek beginnen.",
  endSure: "Wil je het gesprek beëindigen?",
  effort: "Hoeveel moeite kostte het je om geholpen te worden?",
  isSolved: "Is je vraag opgelost?",
  comment: "Wil je er iets over zeggen?",
  surveyThanks: "Dank je wel. Je antwoorden zijn bewaard.",
  surveyFailed: "Je antwoorden zijn nog niet bewaard. Probeer het nog eens.",
};

const en: Texts = {
  assistant: "AI assistant",
  humanReachable: "AI assistant · you can always talk to a person",
  close: "Close chat",
  more: "More",
  conversation: "Conversation",
  loading: "Opening the chat…",
  knownAs: (name) => `You are signed in as ${name}.`,
  otherLanguage: "Verder in het Nederlands",
  contact: "Other ways to reach us",
  newMessages: "To the new message",

  yourMessage: "Your message",
  placeholder: "Type your question",
  send: "Send",
  human: "Talk to a person",
  wait: (minutes) => `now about ${minutes} min wait`,
  opens: (when) => `open ${when}`,
  tooLong: (count, most) =>
    `Your message is too long: ${count} of ${most} characters. Please shorten it; your text stays here.`,
  left: (count) => `${count} characters left`,

  you: "You",
  fromAgent: (name) => `${name}, staff`,
  newFrom: (author, text) => `${author}: ${text}`,
  welcomeFallback: "You are chatting with an AI assistant. You can always talk to a person.",
  lookingUp: "I am looking it up…",
  sending: "sending…",
  waitingToSend: "waiting to be sent",
  notSent: "Not sent.",
  refused: "This message could not be accepted.",
  retry: "Send again",
  rewrite: "Change it",
  withdraw: "Remove",

  source: "Source:",
  updated: (date) => `updated ${date}`,
  toSource: (title) => `Read on at the site: ${title}`,
  quotedPassage: "What it says",
  readAt: (time) => `read at ${time}`,
  whatFor: "What for?",
  purpose: (purpose) => `Read for: ${purpose}.`,
  table: "Table",
  whyThis: "Why this answer?",
  isThisWrong: "Is this wrong?",
  whyFailed: "The explanation cannot be fetched now. Please try again later.",
  certainty: "Certainty",
  sources: "Sources",
  version: (version) => `Version ${version}`,
  whatIsWrong: "What is wrong?",
  optional: "(optional)",
  report: "Report it",
  reported: "Reported. Thank you, a colleague will look at it.",

  briefTitle: "This is what I pass on",
  wish: "Wish",
  facts: "Facts",
  proven: "✓ proven",
  provenAt: (time) => `✓ proven, ${time}`,
  claimed: "○ in your words",
  tried: "Tried",
  mood: "Mood",
  openQuestion: "Open question",
  correction: "Your addition",
  correct: "Add or correct",
  correctionLabel: "What is wrong, or missing?",
  save: "Save",
  cancel: "Cancel",

  askingHuman: "I am asking a colleague to join you.",
  position: (place) => `You are number ${place}.`,
  usually: (minutes) => `It usually takes ${minutes} ${minutes === 1 ? "minute" : "minutes"} now.`,
  waitingUnknown: "A colleague will be with you shortly.",
  backToAssistant: "Go on with the assistant",
  agentHere: (name) => `${name} is here. You are now talking to a person.`,
  someone: "A colleague",
  promised: (reference, due) =>
    `Your question is recorded as ${reference}. You will have an answer by ${due}.`,
  silenced: "The assistant has been stopped. A person will answer you.",
  solved: "This conversation is closed. Just type on if there is anything else.",
  lineLost: "No connection. I keep trying; what you type is not lost.",
  lineBack: "The connection is back.",
  busy: "It is very busy now. Your message will be sent again by itself.",
  fault: "Something went wrong on our side. Your text is not lost.",
  noAnswer: "That did not work: no answer came. Please try again.",
  goneTitle: "This conversation is no longer here",
  goneText: "It was erased or is too long ago. You can begin a new one.",
  beginAnew: "Begin a new conversation",

  end: "End conversation",
  endSure: "Do you want to end the conversation?",
  endYes: "Yes, end it",
  endNo: "No, go on",
  saveText: "Save conversation as text",
  savePage: "Save conversation as web page",
  fileName: "conversation",
  surveyTitle: "Two short questions",
  effort: "How much effort did it take to get help?",
  efforts: ["very little", "little", "neither little nor much", "much", "very much"],
  isSolved: "Is your question solved?",
  yes: "yes",
  no: "no",
  comment: "Would you like to add anything?",
  sendSurvey: "Send answers",
  surveyMissing: "Please choose an answer to both questions.",
  surveyThanks: "Thank you. Your answers have been kept.",
  surveyFailed: "Your answers have not been kept yet. Please try again.",
  change: "Change my answers",
};

const TEXTS: Record<Lang, Texts> = { nl, en };

export function texts(lang: Lang, addressForm: "u" | "je" = "u"): Texts {
  return lang === "nl" && addressForm === "je" ? { ...nl, ...nlJe } : TEXTS[lang];
}

export function isLang(text: string | null | undefined): text is Lang {
  return LANGS.some((lang) => lang === text);
}

/** The first of these that we speak ("nl-BE" counts as "nl"); English where none is. */
export function firstLang(...wishes: (string | null | undefined)[]): Lang {
  for (const wish of wishes) {
    const lang = wish?.toLowerCase().split("-")[0];
    if (isLang(lang)) return lang;
  }
  return "en";
}
