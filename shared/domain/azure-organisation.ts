/**
 * The name of an Azure DevOps organisation, from the name itself or from an address that somebody pasted:
 * `https://dev.azure.com/acme/…` or the older `https://acme.visualstudio.com`. Null for a blank.
 */
export function organisationOf(typed: string): string | null {
  const text = typed.trim()
  if (text === '') return null
  const address = URL.canParse(text) ? text : `https://${text}`
  if (!text.includes('.') || !URL.canParse(address)) return text.replace(/^\/+|\/+$/g, '')
  const { hostname, pathname } = new URL(address)
  if (hostname === 'dev.azure.com') return decoded(pathname.split('/')[1] ?? '') || null
  const old = /^([^.]+)(?:\.vsrm|\.vssps)?\.visualstudio\.com$/.exec(hostname)
  return old?.[1] ?? text
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A stray percent sign: the person's own text is the best that is known.
    return part
  }
}
