/** Passkeys: the browser asks the device, and the answer goes with the form. What is asked and checked is the server's. */
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

interface Asked {
  readonly creation_options?: { publicKey: PublicKeyCredentialCreationOptionsJSON };
  readonly request_options?: { publicKey: PublicKeyCredentialRequestOptionsJSON };
}

/** Every form with `data-passkey`; one that signs in is shown only where the browser knows passkeys. */
export function askForPasskeys(): void {
  if (!browserSupportsWebAuthn()) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void ask(form);
    });
  }
}

/** Sends the form with what the device answered; when it refused, or nobody was there, the form says so. */
async function ask(form: HTMLFormElement): Promise<void> {
  const told = form.querySelector<HTMLElement>("[role=alert]");
  if (told) told.hidden = true;
  try {
    const answer = await answered(await asked(form));
    const field = form.elements.namedItem("credential");
    if (field instanceof HTMLInputElement) field.value = JSON.stringify(answer);
    form.submit();
  } catch {
    if (told) told.hidden = false;
  }
}

function answered({ creation_options, request_options }: Asked): Promise<unknown> {
  if (creation_options) return startRegistration({ optionsJSON: creation_options.publicKey });
  if (request_options) return startAuthentication({ optionsJSON: request_options.publicKey });
  throw new Error("The page does not say what to ask.");
}

/** What stands in the page, else what its address gives: signing in asks only when somebody wants to. */
async function asked(form: HTMLFormElement): Promise<Asked> {
  const address = form.dataset.options;
  if (address) {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return (await response.json()) as Asked;
  }
  return JSON.parse(document.getElementById("passkey-options")?.textContent ?? "{}") as Asked;
}
