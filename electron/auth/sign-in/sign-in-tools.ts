import type { AccountStore } from '../account-store.ts'
import type { AuthContext } from '../auth-context.ts'
import type { Pause } from './pause.ts'
import type { WaitingLinks } from './waiting-links.ts'

/** What every way to sign in works with. */
export interface SignInTools {
  context: AuthContext
  store: AccountStore
  links: WaitingLinks
  openInBrowser(url: string): Promise<{ opened: boolean }>
  /** Port of the redirect address for hosts that want it registered. */
  fixedPort: number
  /** Milliseconds until nobody is waited for any longer. */
  patience: number
  pause: Pause
  newId: () => string
}
