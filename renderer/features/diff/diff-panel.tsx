import { ArrowLeft, Columns2, Rows2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { DiffView } from '#renderer/ui/diff-view.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { DiffSource } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { FileDiff } from '#shared/domain/repository.ts'
import './diff.css'

export interface DiffPanelProps {
  connectionId: ConnectionId
  /** The working folder against the last commit, a commit against its first parent, a restore point against now. */
  source: DiffSource
  /** From the root of the clone. */
  path: string
  /** Where the way back leads; there is no such button without it. */
  onBack?: () => void
}

/** The differences of one file. It follows the file as it changes. Fills its parent. */
export function DiffPanel({ connectionId, source, path, onBack }: DiffPanelProps) {
  const t = useTexts()
  const layout = useFeature(createSettingsStore, (store) => store.settings.diffLayout)
  const change = useFeature(createSettingsStore, (store) => store.change)
  const diff = useDiff(connectionId, source, path)
  return (
    <section className="diff-panel" aria-label={t('diff.title', { path })}>
      <header className="diff-head">
        {onBack ? <IconButton label={t('diff.back')} icon={<ArrowLeft />} onPress={onBack} /> : null}
        <h2 className="diff-path" title={path}>
          {shortenMiddle(path, 80)}
        </h2>
        <ToggleButtonGroup
          className="diff-layouts"
          aria-label={t('diff.view')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[layout]}
          onSelectionChange={(keys) => void change({ diffLayout: keys.has('inline') ? 'inline' : 'side-by-side' })}
        >
          <ToggleButton id="side-by-side" className="diff-layout">
            <Columns2 aria-hidden="true" />
            {t('diff.view.side-by-side')}
          </ToggleButton>
          <ToggleButton id="inline" className="diff-layout">
            <Rows2 aria-hidden="true" />
            {t('diff.view.inline')}
          </ToggleButton>
        </ToggleButtonGroup>
      </header>
      <DiffBody path={path} diff={diff} />
    </section>
  )
}

type Loaded = { kind: 'loading' } | { kind: 'ready'; diff: FileDiff } | { kind: 'failed'; trouble: Trouble }

function DiffBody({ path, diff }: { path: string; diff: Loaded }) {
  const t = useTexts()
  const layout = useFeature(createSettingsStore, (store) => store.settings.diffLayout)
  switch (diff.kind) {
    case 'loading':
      return <Skeleton label={t('diff.loading')} lines={8} />
    case 'failed':
      return (
        <div className="diff-trouble">
          <TroubleNotice trouble={diff.trouble} />
        </div>
      )
    case 'ready':
      return (
        <DiffView
          path={path}
          before={diff.diff.before}
          after={diff.diff.after}
          layout={layout === 'inline' ? 'inline' : 'side-by-side'}
        />
      )
  }
}

/** Reads both sides, and again whenever the clone's status was read anew. The old sides stay until the new ones are there. */
function useDiff(connectionId: ConnectionId, source: DiffSource, path: string): Loaded {
  const session = useSession()
  const status = useFeature(createRepositoriesStore, (store) => store.byConnection.get(connectionId))
  const [loaded, setLoaded] = useState<{ of: string; state: Loaded }>({ of: path, state: { kind: 'loading' } })
  // The status is not used in here: a new one is the sign that the file may have changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const abort = new AbortController()
    const put = (state: Loaded) => {
      if (!abort.signal.aborted) setLoaded({ of: path, state })
    }
    session.rpc.sourceControl.diff({ connectionId, source, path }, { signal: abort.signal }).then(
      (diff) => put({ kind: 'ready', diff }),
      (error) => {
        if (!abort.signal.aborted) put({ kind: 'failed', trouble: session.trouble(error) })
      },
    )
    return () => abort.abort()
  }, [session, connectionId, source, path, status])
  return loaded.of === path ? loaded.state : { kind: 'loading' }
}
