import { shell } from 'electron'

/**
 * The only caller of `shell.openExternal`, which would start any program that a scheme belongs to. Services check the host
 * (`external-links.ts`) before they come here; whatever the caller did, only https leaves.
 */
export async function openExternal(url: string): Promise<void> {
  const target = new URL(url)
  if (target.protocol !== 'https:') throw new Error('Only https addresses are opened outside Graft.')
  await shell.openExternal(target.href)
}
