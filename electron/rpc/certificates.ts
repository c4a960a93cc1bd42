import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function certificatesRouter(os: Implementer, { certificates }: Services) {
  return {
    list: os.certificates.list.handler(() => certificates.list()),
    examine: os.certificates.examine.handler(({ input }) => certificates.examine(input.domain, input.pem)),
    trust: os.certificates.trust.handler(({ input }) => certificates.trust(input.domain, input.pem)),
    forget: os.certificates.forget.handler(({ input }) => certificates.forget(input.domain, input.fingerprint)),
  }
}
