import type { SignInEvent } from '#shared/contract/accounts.ts'
import type { Platform } from '../platform/platform.ts'

/** Passes a sign-in on, and brings the window to the front when the person is done in the browser (B2). */
export async function* returningToGraft(
  stream: AsyncGenerator<SignInEvent, void, undefined>,
  platform: Pick<Platform, 'bringToFront'>,
): AsyncGenerator<SignInEvent, void, undefined> {
  let isAway = false
  for await (const event of stream) {
    if (event.kind === 'waiting-for-browser' || event.kind === 'waiting-for-code') isAway = true
    if (isAway && (event.kind === 'finishing' || event.kind === 'done')) {
      isAway = false
      platform.bringToFront()
    }
    yield event
  }
}
