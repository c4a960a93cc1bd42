import { ArrowLeft, Columns2, Rows2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { DiffView } from '#renderer/ui/diff-view.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { FileDiff } from '#shared/domain/repository.ts'
import './source-control.css'

export interface DiffPanelProps {
  connectionId: ConnectionId
  /** From the root of the clone. */
  path: string
}

/** One changed file held against the last commit, in the centre. It follows the file as it changes. */
export function DiffPanel({ connectionId, path }: DiffPanelProps) {
  const t = useTexts()
  const show = useFeature(createSelectionStore, (selection) => selection.show)
  const layout = useFeature(createSettingsStore, (store) => store.settings.diffLayout)
  const change = useFeature(createSettingsStore, (store) => store.change)
  const diff = useDiff(connectionId, path)
  return (
    <section className="diff-panel" aria-label={t('sourceControl.diff.title', { path })}>
      <header className="diff-head">
        <IconButton
          label={t('sourceControl.diff.back')}
          icon={<ArrowLeft />}
          onPress={() => show({ kind: 'workspace', tab: 'definition' })}
        />
        <h2 className="diff-path" title={path}>
          {shortenMiddle(path, 80)}
        </h2>
        <ToggleButtonGroup
          className="diff-layouts"
          aria-label={t('sourceControl.diff.layout')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[layout]}
          onSelectionChange={(keys) => void change({ diffLayout: keys.has('inline') ? 'inline' : 'side-by-side' })}
        >
          <ToggleButton id="side-by-side" className="diff-layout">
            <Columns2 aria-hidden="true" />
            {t('sourceControl.diff.sideBySide')}
          </ToggleButton>
          <ToggleButton id="inline" className="diff-layout">
            <Rows2 aria-hidden="true" />
            {t('sourceControl.diff.inline')}
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
      return <Skeleton label={t('sourceControl.diff.loading')} lines={8} />
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
function useDiff(connectionId: ConnectionId, path: string): Loaded {
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
    session.rpc.sourceControl.diff({ connectionId, source: { kind: 'working' }, path }, { signal: abort.signal }).then(
      (diff) => put({ kind: 'ready', diff }),
      (error) => {
        if (!abort.signal.aborted) put({ kind: 'failed', trouble: session.trouble(error) })
      },
    )
    return () => abort.abort()
  }, [session, connectionId, path, status])
  return loaded.of === path ? loaded.state : { kind: 'loading' }
}
