import { checkExternalLink } from '../security/external-links.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function appRouter(os: Implementer, { appInfo, knownAddresses, settings, openInBrowser, reportBug }: Services) {
  return {
    info: os.app.info.handler(() => appInfo()),
    ping: os.app.ping.handler(() => 'pong' as const),
    settings: os.app.settings.handler(() => settings.current()),
    changeSettings: os.app.changeSettings.handler(({ input }) => settings.change(input)),
    openExternal: os.app.openExternal.handler(async ({ input }) => {
      const link = checkExternalLink(input.url, knownAddresses())
      if (link.kind === 'refused') return { kind: 'refused' as const }
      // Without a browser the window shows the address to be opened by hand, as for one that is refused.
      const { opened } = await openInBrowser(link.url)
      return { kind: opened ? ('opened' as const) : ('refused' as const) }
    }),
    reportBug: os.app.reportBug.handler(({ input }) => reportBug(input)),
  }
}

export function eventsRouter(os: Implementer, { events }: Services) {
  return { subscribe: os.events.subscribe.handler(({ signal }) => events.subscribe(signal)) }
}
