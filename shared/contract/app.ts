import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { CloudHost } from '../domain/host.ts'
import { ApiId, ConnectionId } from '../domain/ids.ts'
import { procedure } from './base.ts'
import { TokenStorage } from './token-storage.ts'

const Shown = z.enum(['shown', 'hidden'])

/** A person's settings. Those that came later have defaults, so that older documents still are settings. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
  panes: z.object({ apis: Shown, sourceControl: Shown }).default({ apis: 'shown', sourceControl: 'shown' }),
  diffLayout: z.enum(['structure', 'side-by-side', 'inline']).default('side-by-side'),
  /** Whether a diff shows lines that differ in white space alone. */
  diffWhitespace: z.enum(['shown', 'ignored']).default('shown'),
  /** Whether remotes are asked for news while nobody asks for it. */
  backgroundFetch: z.enum(['on', 'off']).default('on'),
  /** Sizes of the panes between which a person moved the divider, in pixels, by the divider's name. */
  paneSizes: z.record(z.string().max(64), z.number().positive()).default({}),
})
export type Settings = z.infer<typeof Settings>

/** Spelled out, because a part left out of a change must not come back as its default. */
export const SettingsChange = z.object({
  theme: Settings.shape.theme.optional(),
  panes: Settings.shape.panes.unwrap().optional(),
  diffLayout: Settings.shape.diffLayout.unwrap().optional(),
  diffWhitespace: Settings.shape.diffWhitespace.unwrap().optional(),
  backgroundFetch: Settings.shape.backgroundFetch.unwrap().optional(),
  paneSizes: Settings.shape.paneSizes.unwrap().optional(),
})
export type SettingsChange = z.infer<typeof SettingsChange>

/** A document that could not be read, and where it was put so that nothing is lost. */
export const StorageProblem = z.object({
  document: z.string(),
  setAsideAs: z.string(),
  reason: z.enum(['not-json', 'invalid', 'newer-version', 'unreadable']),
})
export type StorageProblem = z.infer<typeof StorageProblem>

export const AppInfo = z.object({
  version: z.string(),
  entry: z.enum(['desktop', 'browser']),
  system: z.enum(['linux', 'macos', 'windows']),
  folderPicker: z.enum(['native', 'list']),
  tokenStorage: TokenStorage,
  /** Where the cloud hosts' web pages are: what their accounts and connections name as their domain. */
  cloudDomains: z.record(CloudHost, z.url()),
  storageProblems: z.array(StorageProblem),
})
export type AppInfo = z.infer<typeof AppInfo>

/** Facts that change by themselves. `sequence` grows with every event; a receiver drops late ones. */
export const AppEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('apis-changed'), sequence: z.number() }),
  z.object({ kind: z.literal('accounts-changed'), sequence: z.number() }),
  z.object({ kind: z.literal('connections-changed'), sequence: z.number() }),
  z.object({ kind: z.literal('content-changed'), sequence: z.number(), apiId: ApiId }),
  z.object({ kind: z.literal('repository-changed'), sequence: z.number(), connectionId: ConnectionId }),
  z.object({ kind: z.literal('storage-problem'), sequence: z.number(), problem: StorageProblem }),
])
export type AppEvent = z.infer<typeof AppEvent>

export const app = {
  info: procedure.output(AppInfo),
  /** Answers at once: tells whether the process behind the window is free. */
  ping: procedure.output(z.literal('pong')),
  settings: procedure.output(Settings),
  /** Changes what is given and leaves the rest. */
  changeSettings: procedure.input(SettingsChange).output(Settings),
  /** Opens an address in the system's browser; only https and only hosts that Graft knows or is connected to. */
  openExternal: procedure
    .input(z.object({ url: z.url() }))
    .output(z.discriminatedUnion('kind', [z.object({ kind: z.literal('opened') }), z.object({ kind: z.literal('refused') })])),
  /** A bug the window met: logged with the id that the person is shown. */
  reportBug: procedure.input(
    z.object({ id: z.string().max(64), message: z.string().max(4000), stack: z.string().max(20_000) }),
  ),
}

export const events = { subscribe: procedure.output(eventIterator(AppEvent)) }
