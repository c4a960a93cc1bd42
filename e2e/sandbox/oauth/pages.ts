import type { SandboxPerson } from '../hosts/model.ts'

/** A page of a sandbox host: plain, without scripts. `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${asText(title)}</title>
<style>body{font:16px system-ui;margin:3rem auto;max-width:34rem;padding:0 1rem}label{display:block;margin:.4rem 0}
button{font:inherit;margin:1rem .5rem 0 0;padding:.4rem 1rem}code{overflow-wrap:anywhere}</style></head>
<body><h1>${asText(title)}</h1>${body}</body>
</html>`
}

/** Where the person says yes or no, as whom, and to which rights. */
export function consentPage(consent: {
  host: string
  client: string
  people: readonly SandboxPerson[]
  signedIn: string
  scopes: readonly string[]
  unticked: readonly string[]
}): string {
  const { host, client, people, signedIn, scopes, unticked } = consent
  const accounts = people.map(
    ({ login, name }) =>
      `<option value="${asText(login)}"${login === signedIn ? ' selected' : ''}>${asText(name)} (${asText(login)})</option>`,
  )
  const rights = scopes.map(
    (scope) =>
      `<label><input type="checkbox" name="scope" value="${asText(scope)}"${unticked.includes(scope) ? '' : ' checked'}> ` +
      `<code>${asText(scope)}</code></label>`,
  )
  return page(
    `Authorize Graft at ${host}`,
    `<p>Signed in as <strong>${asText(signedIn)}</strong>. The application <code>${asText(client)}</code> asks for:</p>
<form method="post">
${rights.join('\n')}
<label>Account <select name="person">${accounts.join('')}</select></label>
<button name="decision" value="authorize">Authorize</button>
<button name="decision" value="deny">Deny</button>
</form>`,
  )
}

export function messagePage(title: string, words: string): string {
  return page(title, `<p>${asText(words)}</p>`)
}

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
