/**
 * A browser without scripts and a person in it, who allows what a sandbox host's page asks for. Resolves once the browser was
 * sent back to the program that opened it.
 */
export async function answerInBrowser(link: string): Promise<void> {
  const { visit } = openBrowser(new URL(link).origin)
  const shown = await visit(link)
  const ticked = [...shown.text.matchAll(/name="scope" value="([^"]+)" checked/g)].map(([, scope]) => ['scope', scope ?? ''])
  const chosen = /<option value="([^"]+)" selected/.exec(shown.text)?.[1]
  const person = chosen === undefined ? [] : [['person', chosen]]
  await visit(shown.url, new URLSearchParams([...ticked, ...person, ['decision', 'authorize']]))
}

interface Page {
  url: string
  text: string
}

function openBrowser(origin: string) {
  const cookies = new Map<string, string>()
  const visit = async (url: string, form?: URLSearchParams): Promise<Page> => {
    const own = url.startsWith(origin)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { accept: 'text/html', ...(own ? { cookie } : {}) },
      ...(form ? { body: form } : {}),
    })
    for (const line of own ? answer.headers.getSetCookie() : []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) return { url, text: await answer.text() }
    return visit(new URL(location, url).href)
  }
  return { visit }
}
