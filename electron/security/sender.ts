import { originOf } from './permissions.ts'

/** What is known of the frame that sent a message to the main process. */
export interface Sender {
  /** Whether the message came from our window's own contents. */
  isOurWindow: boolean
  /** The frame; null once it has navigated or was destroyed. */
  frame: { url: string; isTop: boolean } | null
}

/** Only the main frame of our own window, showing our own page, is handed a port. */
export function isTrustedSender(sender: Sender, ownOrigin: string): boolean {
  return sender.isOurWindow && sender.frame?.isTop === true && originOf(sender.frame.url) === ownOrigin
}
