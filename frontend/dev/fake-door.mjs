// Plays the front door for whoever works on the widget: `npm run fake-door`, then http://localhost:8701/.
// Words steer it: pakket, tabel, lijst, kosten, twijfel, onbekend, english, traag, medewerker, wacht, belofte,
// stil, opgelost, druk, stuk, weigeren, weg. `POST /dev/…` steers it from a test: drop, down?ms=…, agent?text=….
import { randomUUID } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";

import { answerTo, brief, hello, why } from "./scenes.mjs";

const PORT = Number(process.env.PORT ?? 8701);
const BUILT = join(import.meta.dirname, "../../src/kompas/static/built");
const TYPES = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".txt": "text/plain",
  ".json": "application/json",
};
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "authorization, content-type, last-event-id, accept-language",
  "Access-Control-Allow-Methods": "GET, POST, PUT",
  "Access-Control-Expose-Headers": "retry-after, content-disposition",
  "Access-Control-Max-Age": "600",
};

const conversations = new Map();
let downUntil = 0;

const STANDING = {
  held_by: "assistant",
  resolved: false,
  position: null,
  wait_minutes: 4,
  agent_name: null,
  silenced: false,
  open: true,
  opens: null,
  promise: null,
  brief: false,
  survey: false,
  identity: "none",
};

class Conversation {
  id = randomUUID();
  token = randomUUID();
  lang = "nl";
  log = [];
  seq = 0;
  standing = { ...STANDING };
  correction = null;
  streams = new Set();
  received = new Map();
  faults = 0;

  emit(event, data, seq = null) {
    const block = `${seq === null ? "" : `id: ${seq}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    if (seq !== null) this.log.push({ seq, block });
    for (const stream of this.streams) stream.write(block);
  }

  message(author, name, parts, more = {}) {
    this.seq += 1;
    const message = {
      seq: this.seq,
      author,
      author_name: name,
      at: new Date().toISOString(),
      lang: this.lang,
      client_id: null,
      provenance: author === "assistant" ? "template" : "human",
      reply_to: null,
      parts,
      citations: [],
      why: false,
      ...more,
    };
    this.emit("message", message, this.seq);
    return this.seq;
  }

  stand(change) {
    this.standing = { ...this.standing, ...change };
    this.emit("state", this.standing);
  }

  brief() {
    return brief(this.correction);
  }

  queue() {
    if (this.standing.held_by !== "assistant") return;
    this.stand({ held_by: "queue", position: 3, wait_minutes: 6, brief: true });
    this.emit("brief", this.brief());
  }

  agent(text = "Goedemiddag, u spreekt met Noor. Ik heb gelezen wat u vertelde.") {
    this.stand({ held_by: "agent", agent_name: "Noor van Zwaluw", position: null, wait_minutes: null });
    this.message("agent", "Noor van Zwaluw", [{ kind: "text", text }]);
  }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://localhost:${PORT}`);
  if (url.pathname.startsWith("/dev/")) return steer(url, response);
  if (Date.now() < downUntil) return request.socket.destroy();
  if (request.method === "OPTIONS") return response.writeHead(204, CORS).end();
  if (url.pathname.startsWith("/chat/v1/")) return api(request, response, url);
  if (url.pathname.startsWith("/chat/")) return built(url, response);
  if (url.pathname === "/contact/") return page(response, "<h1>Contact</h1><p>020 000 00 00</p>");
  return page(response, host(url));
});

async function api(request, response, url) {
  const path = url.pathname.slice("/chat/v1/".length).split("/");
  const body = request.method === "GET" ? {} : JSON.parse((await text(request)) || "{}");
  const route = `${request.method} ${path[0]}`;
  if (route === "GET hello") return json(response, 200, hello(url.searchParams.get("lang")));
  if (route === "POST conversations" && path.length === 1) return begin(response, body);
  const conversation = conversations.get(path[1]);
  if (!conversation) return problem(response, 404, "Dit gesprek bestaat niet.");
  if (request.headers.authorization !== `Bearer ${conversation.token}`)
    return problem(response, 401, "U kunt dit gesprek niet openen.");
  return within(conversation, path.slice(2).join("/"), request, response, body, url);
}

function begin(response, body) {
  const conversation = new Conversation();
  conversation.lang = body.lang ?? "nl";
  conversations.set(conversation.id, conversation);
  const { id, token } = conversation;
  const identity = body.login_token ? "verified" : "none";
  json(response, 201, { conversation: id, token, identity, name: body.login_token ? "R. Yildiz" : null });
}

function within(conversation, path, request, response, body, url) {
  const seq = /^messages\/(\d+)\/(why|wrong)$/.exec(path);
  if (seq?.[2] === "why") return json(response, 200, why);
  if (seq?.[2] === "wrong") return wrong(conversation, response);
  switch (`${request.method} ${path}`) {
    case "GET events":
      return stream(conversation, request, response);
    case "POST messages":
      return receive(conversation, response, body);
    case "POST human":
      conversation.queue();
      return json(response, 202, {});
    case "POST queue/leave":
      conversation.stand({ held_by: "assistant", position: null, wait_minutes: 4 });
      return json(response, 202, {});
    case "GET brief":
      return json(response, 200, conversation.brief());
    case "PUT brief":
      conversation.correction = body.correction || null;
      return json(response, 200, conversation.brief());
    case "POST rating":
      conversation.rating = body;
      return json(response, 201, {});
    case "POST close":
      conversation.stand({ held_by: "assistant", resolved: true, survey: true });
      return json(response, 202, {});
    case "POST login":
      conversation.stand({ identity: "verified" });
      return json(response, 200, { identity: "verified", name: "R. Yildiz" });
    case "GET transcript":
      response.writeHead(200, { ...CORS, "Content-Type": "text/plain", "Content-Disposition": "attachment" });
      return response.end(conversation.log.map((one) => one.block).join("") + url.search);
    default:
      return problem(response, 404, "Onbekend.");
  }
}

function wrong(conversation, response) {
  json(response, 202, {});
  conversation.message("assistant", "AI-assistent", [
    { kind: "text", text: "Dank u voor de melding. Zal ik er een medewerker bij halen?" },
    { kind: "offer", text: "Ja, haal een medewerker", send: "medewerker" },
  ]);
}

function stream(conversation, request, response) {
  response.writeHead(200, { ...CORS, "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write(`event: state\ndata: ${JSON.stringify(conversation.standing)}\n\n`);
  const after = Number(request.headers["last-event-id"] ?? 0);
  for (const { seq, block } of conversation.log) if (seq > after) response.write(block);
  conversation.streams.add(response);
  const beat = setInterval(() => response.write(": still here\n\n"), 15_000);
  request.on("close", () => {
    clearInterval(beat);
    conversation.streams.delete(response);
  });
}

function receive(conversation, response, { id, text: said }) {
  const known = conversation.received.get(id);
  if (known) return json(response, 200, { seq: known, id });
  if (/druk/.test(said) && conversation.faults++ < 1)
    return problem(response, 429, "Er komen nu veel berichten binnen.", { "Retry-After": "3" });
  if (/stuk/.test(said) && conversation.faults++ < 4) return problem(response, 503, null);
  if (/weigeren/.test(said))
    return problem(response, 422, "Dit bericht bevat tekens die wij niet kunnen lezen.");
  const seq = conversation.message("customer", "", [{ kind: "text", text: said }], { client_id: id });
  conversation.received.set(id, seq);
  json(response, 202, { seq, id });
  setTimeout(() => react(conversation, said, seq), 60);
}

function react(conversation, said, seq) {
  if (conversation.standing.held_by === "agent") return;
  if (/weg$/.test(said)) {
    conversations.delete(conversation.id);
    conversation.emit("gone", {});
    for (const one of conversation.streams) one.end();
    return;
  }
  if (/medewerker|wacht|ja, graag/.test(said)) return conversation.queue();
  if (/stil/.test(said)) return conversation.stand({ silenced: true });
  if (/opgelost/.test(said)) return conversation.stand({ resolved: true, survey: true });
  if (/belofte/.test(said)) {
    conversation.stand({
      open: false,
      opens: "maandag om 9.00 uur",
      brief: true,
      promise: { reference: "K-20417", due_text: "dinsdag 25 november om 17.00 uur" },
    });
    return conversation.emit("brief", conversation.brief());
  }
  conversation.emit("thinking", {});
  const answer = answerTo(said);
  setTimeout(
    () => {
      conversation.lang = answer.lang;
      const { parts, ...more } = answer;
      conversation.message("assistant", answer.lang === "en" ? "AI assistant" : "AI-assistent", parts, {
        ...more,
        reply_to: seq,
      });
    },
    /traag/.test(said) ? 3000 : 120,
  );
}

function steer(url, response) {
  const last = [...conversations.values()].at(-1);
  switch (url.pathname) {
    case "/dev/drop":
      for (const one of conversations.values()) for (const line of one.streams) line.destroy();
      break;
    case "/dev/down":
      downUntil = Date.now() + Number(url.searchParams.get("ms") ?? 2000);
      for (const one of conversations.values()) for (const line of one.streams) line.destroy();
      break;
    case "/dev/agent":
      last?.agent(url.searchParams.get("text") ?? undefined);
      break;
    case "/dev/reset":
      conversations.clear();
      downUntil = 0;
      break;
    case "/dev/received":
      return json(response, 200, {
        texts: last ? last.log.filter((one) => /"customer"/.test(one.block)).length : 0,
        rating: last?.rating,
      });
  }
  json(response, 200, {});
}

function host(url) {
  const attributes = ["lang", "login-token", "theme"]
    .filter((name) => url.searchParams.get(name))
    .map((name) => `data-${name}="${url.searchParams.get(name).replace(/[^\w.-]/g, "")}"`)
    .join(" ");
  const inline = url.pathname === "/inline";
  const element = inline ? `<div><kompas-chat inline></kompas-chat></div>` : "";
  // The other name of this machine: to the browser another site, as a customer's site is.
  const script = `<script async src="http://127.0.0.1:${PORT}/chat/kompas.js" ${attributes}></script>`;
  const early = `<script nonce="page">window.Kompas=window.Kompas||function(){(Kompas.q=Kompas.q||[]).push(arguments)};
    window.heard=[];Kompas("ready",()=>heard.push("ready"));Kompas("onShow",()=>heard.push("show"));Kompas("onHide",()=>heard.push("hide"))</script>`;
  return `<h1>Zwaluw Fietsen</h1><p>Fietsen, helmen en onderdelen.</p><p><a href="?weer">Volgende pagina</a></p>${element}${early}${script}`;
}

function page(response, body) {
  const style =
    "body{font:16px/1.5 sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c2430;background:#fff}";
  // What a careful site allows: itself by nonce, and Kompas by its address.
  const server = `http://127.0.0.1:${PORT}`;
  const policy = `default-src 'none'; script-src 'nonce-page' ${server}; style-src 'nonce-page'; connect-src ${server}; img-src data:`;
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy });
  response.end(
    `<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Zwaluw Fietsen</title><link rel="icon" href="data:,"><style nonce="page">${style}</style><main>${body}</main></html>`,
  );
}

function built(url, response) {
  const file = join(BUILT, basename(url.pathname));
  if (!existsSync(file)) return response.writeHead(404, CORS).end();
  response.writeHead(200, { ...CORS, "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { ...CORS, "Content-Type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

function problem(response, status, detail, headers = {}) {
  const said = detail ? { detail } : {};
  json(
    response,
    status,
    { type: "about:blank", title: "Problem", status, ...said, human: "/contact/?lang=nl" },
    {
      "Content-Type": "application/problem+json",
      ...headers,
    },
  );
}

async function text(request) {
  let all = "";
  for await (const piece of request) all += piece;
  return all;
}

server.listen(PORT, () => console.log(`The fake door stands at http://localhost:${PORT}/`));
