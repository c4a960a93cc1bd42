import { useEffect, useState } from 'react'
import { useSession } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { BranchProtection } from '#shared/domain/branch.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { termOf } from './term.ts'

interface MergeDialogProps {
  connection: Connection
  status: RepositoryStatus
  branch: string
  into: string
  onClose: () => void
  onConfirm: () => void
}

/** Before the branch is merged into the default one on the server, for everybody at once. */
export function MergeDialog({ connection, status, branch, into, onClose, onConfirm }: MergeDialogProps) {
  const t = useTexts()
  const protection = useProtection(connection, into)
  const { changes, defaultBranch } = status
  const ahead = defaultBranch?.ahead ?? null
  const names = { branch: shortenMiddle(branch, 40), into: shortenMiddle(into, 40) }
  return (
    <AlertDialog
      isOpen
      tone="primary"
      title={t('pullRequests.merge.title', names)}
      confirm={t('pullRequests.merge', { into: shortenMiddle(into, 24) })}
      onCancel={onClose}
      onConfirm={onConfirm}
    >
      {protection === 'yes' || protection === 'partly' ? (
        <Notice tone="warning">
          <p>{t(`pullRequests.merge.protected.${protection}`, { ...names, term: termOf(connection.host) })}</p>
        </Notice>
      ) : null}
      <p>
        {ahead === null ? t('pullRequests.merge.text', names) : t('pullRequests.merge.textCount', { ...names, count: ahead })}
      </p>
      <p>{t('pullRequests.merge.safe', names)}</p>
      {changes.length === 0 ? null : <p>{t('pullRequests.merge.uncommitted', { count: changes.length })}</p>}
    </AlertDialog>
  )
}

/** What the host says of the branch's protection: advice, for the push itself decides. `unknown` until it answers. */
function useProtection({ id }: Connection, branch: string): BranchProtection['protected'] {
  const session = useSession()
  const [known, setKnown] = useState<BranchProtection['protected']>('unknown')
  useEffect(() => {
    const abort = new AbortController()
    session.rpc.branches.protection({ connectionId: id, names: [branch] }, { signal: abort.signal }).then(
      ([first]) => {
        if (!abort.signal.aborted && first !== undefined) setKnown(first.protected)
      },
      (error) => {
        // Advice that does not come is no trouble: the server has the last word anyway.
        if (!abort.signal.aborted) session.trouble(error)
      },
    )
    return () => abort.abort()
  }, [session, id, branch])
  return known
}
