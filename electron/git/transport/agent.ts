import { version } from '../../../package.json'

/** How Graft names itself to servers; it begins with `git/` because some hosts let only Git's own agents pass. */
export const USER_AGENT = `git/graft-${version}`
/** The same as a capability of the protocol. */
export const AGENT = `agent=${USER_AGENT}`
