/** The staff screens' scripts: htmx fetches fragments with the session; what it cannot do is added here. */
import "htmx.org";

import { copyOnPress } from "./copy.ts";
import { keepDrafts, forgetDrafts } from "./drafts.ts";
import { listenToKeys } from "./keys.ts";
import { numberLines } from "./lines.ts";
import { followDesk } from "./live.ts";
import { askForPasskeys } from "./passkeys.ts";
import { stayAtTheEnd } from "./roll.ts";
import { tick } from "./waits.ts";
import { foldReasons } from "./why.ts";
import { keepWords } from "./words.ts";

const desk = document.getElementById("desk");
if (desk) {
  keepDrafts();
  listenToKeys();
  followDesk(desk);
  stayAtTheEnd();
  tick();
  foldReasons();
} else if (document.body.classList.contains("entrance")) {
  forgetDrafts();
}
copyOnPress();
keepWords();
numberLines();
askForPasskeys();
