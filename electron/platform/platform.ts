import type { CloudAddresses } from '../hosts/addresses.ts'

/** What differs between the two entries. Services are built from one of these and know no more of where they run. */
export interface Platform {
  entry: 'desktop' | 'browser'
  version: string
  /** Absolute folder for documents (`userData`). */
  dataFolder: string
  homeFolder: string
  folderPicker: FolderPicker
  /** Where the cloud hosts answer: their public addresses, unless the person who started Graft named others. */
  cloudAddresses: CloudAddresses
  /** Variables of the process, for what may be set there (`GRAFT_<HOST>_CLIENT_ID`). */
  environment: Readonly<Record<string, string | undefined>>
  /**
   * Hands an address to the system's browser: https, or http on this very computer. `opened` is false where there is no browser
   * to ask.
   */
  openInBrowser(url: string): Promise<{ opened: boolean }>
  /** Brings the app's window to the front, as after a sign-in in the browser. Nothing happens where there is none. */
  bringToFront(): void
  secrets: SecretBox
  /** Address of the proxy to use for a server, or null for a direct connection. */
  resolveProxy(url: string): Promise<string | null>
  /** Absolute path of the built Git worker. */
  gitWorkerFile: string
  log: Log
}

export type FolderPicker =
  | { kind: 'native'; pick(): Promise<string | null> }
  /** The window lists folders itself, below the user's home. */
  | { kind: 'list' }

/** Encrypts secrets with what the system offers. `memory` means that nothing may be written to disk. */
export type SecretBox =
  | { kind: 'protected'; seal(secret: string): Promise<Uint8Array>; open(sealed: Uint8Array): Promise<string> }
  | { kind: 'memory' }

/** Lines for the log file; never a secret, never a file's content. */
export interface Log {
  info(message: string, facts?: Record<string, string | number | boolean | null>): void
  warn(message: string, facts?: Record<string, string | number | boolean | null>): void
  error(message: string, error: unknown, facts?: Record<string, string | number | boolean | null>): void
}
