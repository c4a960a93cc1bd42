/**
 * What a browser without a session gets: a page whose only script hands the token of the address to the server. The token is
 * in the fragment, which browsers never send, and is taken out of the address bar first.
 */
export const ENTRY_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Graft</title>
    <link rel="stylesheet" href="/enter.css" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <main id="refused" hidden>
      <h1>This address does not open Graft any more</h1>
      <p>An address from the terminal works once, in one browser, for a short time. Your work is safe.</p>
      <p>To get a new one, go to the terminal in which Graft runs and press <kbd>Enter</kbd>.</p>
    </main>
    <noscript><main><p>Graft needs JavaScript.</p></main></noscript>
    <script src="/enter.js"></script>
  </body>
</html>
`

export const ENTRY_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem }
h1 { font-size: 1.375rem; line-height: 1.3 }
kbd { padding: 0.1em 0.4em; border: 1px solid currentColor; border-radius: 4px; font: inherit }
`

export const ENTRY_SCRIPT = `'use strict'
const token = new URLSearchParams(location.hash.slice(1)).get('token')
history.replaceState(null, '', '/')
const refuse = () => { document.getElementById('refused').hidden = false }
if (token) {
  fetch('/session', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: token })
    .then((answer) => { if (answer.ok) location.reload(); else refuse() }, refuse)
} else {
  refuse()
}
`
