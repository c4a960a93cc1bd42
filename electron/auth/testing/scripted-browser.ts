/** What a person does on a host's page. */
export interface Answering {
  decision?: 'authorize' | 'deny'
  person?: string
}

export interface PageSeen {
  url: string
  status: number
  headers: Headers
  text: string
}

/** A browser with cookies and without scripts: it opens links, answers the sandbox's pages and goes where it is sent. */
export interface ScriptedBrowser {
  visit(url: string, form?: URLSearchParams): Promise<PageSeen>
  /** Opens a sign-in's link and answers; the page it ends on. */
  signIn(link: string, answering?: Answering): Promise<PageSeen>
  /** The same, but stops before the way back to the program: that address. */
  signInUntilSentBack(link: string, answering?: Answering): Promise<string>
  /** Types a device code on the host's page and says yes. */
  enterCode(page: string, code: string): Promise<PageSeen>
}

export function openScriptedBrowser(hostOrigin: string): ScriptedBrowser {
  const cookies = new Map<string, string>()
  const isHost = (url: string) => new URL(url).origin === hostOrigin

  async function go(url: string, form: URLSearchParams | undefined, leaves: boolean): Promise<PageSeen> {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        ...(isHost(url) ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      },
      ...(form ? { body: form } : {}),
    })
    for (const line of isHost(url) ? answer.headers.getSetCookie() : []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) return { url, status: answer.status, headers: answer.headers, text: await answer.text() }
    const next = new URL(location, url).href
    if (!isHost(next) && !leaves) return { url: next, status: answer.status, headers: answer.headers, text: '' }
    return go(next, undefined, leaves)
  }

  async function answer(link: string, answering: Answering, leaves: boolean): Promise<PageSeen> {
    // As in a private window: the host does not know yet who comes.
    cookies.clear()
    return consent(await go(link, undefined, leaves), answering, leaves)
  }

  async function consent(shown: PageSeen, { decision = 'authorize', person }: Answering, leaves: boolean): Promise<PageSeen> {
    if (!shown.text.includes('name="decision"')) return shown
    const ticked = [...shown.text.matchAll(/name="scope" value="([^"]+)" checked/g)].map(([, scope]) => ['scope', scope ?? ''])
    const who = person ?? /<option value="([^"]+)" selected/.exec(shown.text)?.[1] ?? ''
    return go(shown.url, new URLSearchParams([...ticked, ['person', who], ['decision', decision]]), leaves)
  }

  return {
    visit: (url, form) => go(url, form, true),
    signIn: (link, answering = {}) => answer(link, answering, true),
    signInUntilSentBack: async (link, answering = {}) => (await answer(link, answering, false)).url,
    enterCode: async (page, code) => {
      const typed = await submit(await go(page, undefined, true), { user_code: code })
      const confirmed = await submit(typed, {})
      return confirmed.text.includes('name="decision"') ? consent(confirmed, {}, true) : confirmed
    },
  }

  async function submit(shown: PageSeen, typed: Record<string, string>): Promise<PageSeen> {
    const action = /<form[^>]* action="([^"]+)"/.exec(shown.text)?.[1] ?? shown.url
    const hidden = [...shown.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const fields = hidden.map(([, name, value]) => [name ?? '', value ?? ''])
    return go(new URL(action, shown.url).href, new URLSearchParams([...fields, ...Object.entries(typed)]), true)
  }
}
