"""A page locked by a passphrase, unlocked by the reader's own browser: nothing of the map is in the file unencrypted.

AES-256 in GCM, its key from the passphrase by PBKDF2 with HMAC-SHA-256 and as many rounds as OWASP's Password Storage
Cheat Sheet asks for. The browser's WebCrypto has both, so that no cryptography of our own is in the page.
"""

import base64
import re
import secrets
import unicodedata
from html import escape

from sysmap.errors import UsageError
from sysmap.render.html import ReadAsset, embed_json, read_asset
from sysmap.render.markup import fingerprint, inline

ITERATIONS = 600_000
"""OWASP, Password Storage Cheat Sheet: PBKDF2-HMAC-SHA256, 600,000 iterations."""

SHORTEST = 12
"""Letters of a passphrase: three random words have more, and a word with a number fewer."""

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_STYLE = (
    ":root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;"
    "padding:0 1rem}label,input,button{display:block;font:inherit;margin:.5rem 0}input{width:100%;padding:.5rem;"
    "box-sizing:border-box}.show{display:flex;gap:.75rem;align-items:center}.show input{width:1.5rem;height:1.5rem;"
    "margin:0}button{padding:.5rem 1rem;min-height:2.75rem}#said{font-weight:700;min-height:1.5em}"
)
_BODY = """<main>
<h1>A locked map</h1>
<p>This file holds a map that somebody locked with a passphrase. It opens here, in your browser, without the internet:
whoever sent it tells you the passphrase by another way than the file itself came.</p>
<noscript><p><strong>Scripts are blocked where you see this.</strong> Save the file and open it in a browser.
</p></noscript>
<form id="unlock">
<label for="passphrase">Passphrase</label>
<input id="passphrase" type="password" autocomplete="off" autofocus required aria-describedby="said">
<label class="show"><input id="seen" type="checkbox"> Show what I type</label>
<p id="said" role="status"></p>
<button type="submit">Open the map</button>
</form>
<p>Nobody can open it without the passphrase, not even who made it: ask for the file again where it is lost.</p>
</main>
"""


def lock_page(page: str, passphrase: str, read: ReadAsset = read_asset) -> str:
    """Give a page that holds another one locked.

    Parameters
    ----------
    page : str
        The page to be locked.
    passphrase : str
        What unlocks it. The letters are what counts, not how a keyboard composes them.
    read : callable, optional
        Gives the text of `unlock.js`; the one that ships with sysmap where not given.

    Raises
    ------
    UsageError
        When the passphrase is too short to keep anything.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    plain = unicodedata.normalize("NFC", passphrase).strip()
    if len(plain) < SHORTEST:
        raise UsageError(f"a passphrase needs {SHORTEST} letters or more; three or four random words are good")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    key = PBKDF2HMAC(SHA256(), 32, salt, ITERATIONS).derive(plain.encode("utf-8"))
    locked = AESGCM(key).encrypt(nonce, page.encode("utf-8"), None)
    sealed = {"iterations": ITERATIONS, "salt": _spell(salt), "iv": _spell(nonce), "data": _spell(locked)}
    script = inline(read("unlock.js"), "script")
    return "".join(
        (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(page, script)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="generator" content="sysmap">\n',
            f"<title>A locked map</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{_BODY}",
            f'<script type="application/json" id="sysmap-locked">{embed_json(sealed)}</script>\n',
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    )


def _policy(page: str, script: str) -> str:
    """Give the policy of the page within, with the lock's own script and style let in beside its own."""
    found = _POLICY.search(page)
    policy = found[1] if found else "default-src 'none'; script-src ; style-src "
    policy = policy.replace("script-src ", f"script-src '{fingerprint(script)}' ", 1)
    return escape(policy.replace("style-src ", f"style-src '{fingerprint(_STYLE)}' ", 1), quote=False)


def _spell(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
