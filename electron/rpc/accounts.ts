import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function accountsRouter(os: Implementer, { accounts, oauthClients }: Services) {
  return {
    list: os.accounts.list.handler(() => accounts.list()),
    avatar: os.accounts.avatar.handler(async ({ input }) => ({ image: await accounts.avatar(input.accountId) })),
    offers: os.accounts.offers.handler(({ input }) => accounts.offers(input)),
    signIn: os.accounts.signIn.handler(({ input, signal }) => accounts.signIn(input, signal)),
    reopenBrowser: os.accounts.reopenBrowser.handler(({ input }) => accounts.reopenBrowser(input.link)),
    signInWithToken: os.accounts.signInWithToken.handler(({ input, signal }) => accounts.signInWithToken(input, signal)),
    remove: os.accounts.remove.handler(({ input }) => accounts.remove(input.accountId)),
    clients: os.accounts.clients.handler(() => oauthClients.list()),
    keepClient: os.accounts.keepClient.handler(({ input }) => oauthClients.keep(input)),
    removeClient: os.accounts.removeClient.handler(({ input }) => oauthClients.remove(input)),
  }
}
