import type { Session } from '#renderer/session/session.ts'
import type { HistoryCommit } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { Message } from './state.ts'

/** The messages of commits that are made: to begin the next one from, or to make the last one anew. */
export interface EarlierMessages {
  /** Newest first, each once; read again when `head`, the last commit, is another one. Empty where they can't be read. */
  earlier(id: ConnectionId, head: string | null): Promise<readonly Message[]>
  /** The whole message of the branch's last commit if it is `commit`; null where it is not, or can't be read. */
  of(id: ConnectionId, commit: string): Promise<Message | null>
}

/** How many messages one can go back: more is faster found in the history. */
const LIMIT = 30

export function createMessages({ rpc, trouble }: Pick<Session, 'rpc' | 'trouble'>): EarlierMessages {
  const known = new Map<ConnectionId, { head: string | null; messages: readonly Message[] }>()
  const commits = async (id: ConnectionId, scope: 'api' | 'all', limit: number): Promise<HistoryCommit[]> => {
    try {
      return (await rpc.history.list({ connectionId: id, scope, search: '', cursor: null, limit })).commits
    } catch (error) {
      // A convenience that does not answer is not worth a word: the fields stay as they are.
      trouble(error)
      return []
    }
  }
  return {
    earlier: async (id, head) => {
      const before = known.get(id)
      if (before !== undefined && before.head === head) return before.messages
      const messages = eachOnce((await commits(id, 'api', LIMIT)).map(messageOf))
      if (messages.length > 0) known.set(id, { head, messages })
      return messages
    },
    of: async (id, commit) => {
      const last = (await commits(id, 'all', 1))[0]
      return last?.id === commit ? messageOf(last) : null
    },
  }
}

function messageOf({ subject, body }: HistoryCommit): Message {
  return { summary: subject, description: body.trimEnd() }
}

function eachOnce(messages: readonly Message[]): readonly Message[] {
  const seen = new Set<string>()
  return messages.filter(({ summary, description }) => {
    const key = `${summary}\n${description}`
    return !seen.has(key) && seen.add(key)
  })
}
