import { shell } from 'electron'
import { isBrowsable } from './external-links.ts'

/**
 * The only caller of `shell.openExternal`, which would start any program that a scheme belongs to. Services check the host
 * (`external-links.ts`) before they come here; whatever the caller did, only https leaves, and http to this very computer.
 * `opened` is false where the system has no browser to ask.
 */
export async function openExternal(url: string): Promise<{ opened: boolean }> {
  const target = new URL(url)
  if (!isBrowsable(target)) throw new Error('Only https addresses are opened outside Graft.')
  try {
    await shell.openExternal(target.href)
    return { opened: true }
  } catch {
    return { opened: false }
  }
}
