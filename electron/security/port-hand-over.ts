import type { IpcMain, IpcMainEvent, MessagePortMain, WebContents } from 'electron'
import { isTrustedSender } from './sender.ts'

/** The only channel between page and main process; it carries nothing but a port. */
export const PORT_CHANNEL = 'graft:port'

export interface PortHandOver {
  ipc: Pick<IpcMain, 'on'>
  /** The contents of our window; null while there is none. */
  ourContents(): WebContents | null
  ownOrigin: string
  serve(port: MessagePortMain): void
  onRefused(url: string): void
}

/** Answers the contract on ports sent by our own page, and closes every other. */
export function acceptPorts(handOver: PortHandOver): void {
  handOver.ipc.on(PORT_CHANNEL, (event) => {
    const trusted = isTrustedSender(describeSender(event, handOver.ourContents()), handOver.ownOrigin)
    const [port, ...others] = event.ports
    for (const other of others) other.close()
    if (port === undefined) return
    if (trusted) return handOver.serve(port)
    port.close()
    handOver.onRefused(event.senderFrame?.url ?? '')
  })
}

function describeSender(event: IpcMainEvent, contents: WebContents | null) {
  const frame = event.senderFrame
  return {
    isOurWindow: event.sender === contents,
    frame: frame === null ? null : { url: frame.url, isTop: frame.parent === null },
  }
}
