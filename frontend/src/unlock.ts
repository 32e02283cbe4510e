/** Opens a page that sysmap/render/locking.py locked: the passphrase never leaves the browser, nor does the page. */

interface Locked {
  iterations: number;
  salt: string;
  iv: string;
  data: string;
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function open(locked: Locked, passphrase: string): Promise<string> {
  const words = new TextEncoder().encode(passphrase.normalize("NFC").trim());
  const base = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(locked.salt), iterations: locked.iterations };
  const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const page = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(locked.iv) }, key, bytes(locked.data));
  return new TextDecoder().decode(page);
}

const form = document.getElementById("unlock") as HTMLFormElement;
const field = document.getElementById("passphrase") as HTMLInputElement;
const said = document.getElementById("said") as HTMLElement;
const locked = JSON.parse(document.getElementById("sysmap-locked")?.textContent ?? "{}") as Locked;

// Long passphrases are typed without mistakes only where they can be read.
const seen = document.getElementById("seen") as HTMLInputElement;
seen.addEventListener("change", () => (field.type = seen.checked ? "text" : "password"));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!("subtle" in crypto)) {
    said.textContent = "This browser does not unlock files from here. Save the file and open it from disk.";
    return;
  }
  said.textContent = "Opening…";
  field.removeAttribute("aria-invalid");
  open(locked, field.value).then(
    (page) => {
      document.open();
      document.write(page);
      document.close();
    },
    () => {
      said.textContent = "That passphrase does not open this file. Capitals and spaces count.";
      field.setAttribute("aria-invalid", "true");
      field.focus();
      field.select();
    },
  );
});
