/** Who speaks. The assistant is never named without saying that it is software. */
import type { Conversation } from "./conversation.ts";
import type { Message } from "./front-door.ts";
import type { Texts } from "./texts.ts";

const SAYS_SOFTWARE = /\bAI\b|chatbot/i;

export function authorOf(
  message: Pick<Message, "author" | "author_name">,
  now: Conversation,
  t: Texts,
): string {
  const name = message.author_name;
  switch (message.author) {
    case "assistant":
      if (!name) return t.assistant;
      return SAYS_SOFTWARE.test(name) ? name : `${name} (${t.assistant})`;
    case "agent":
      return name ? t.fromAgent(name) : t.someone;
    case "customer":
      return t.you;
    case "system":
      return now.hello?.company ?? name;
  }
}
