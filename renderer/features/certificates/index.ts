export { AuthorityFacts } from './authority-facts.tsx'
export { TrustAuthorityDialog } from './trust-authority-dialog.tsx'
export { useAuthorities } from './use-authorities.ts'
