import { ArrowLeft } from 'lucide-react'
import { useRef, useState } from 'react'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { type DiffHandle, type DiffPosition, DiffView } from '#renderer/ui/diff-view.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { DiffSource, Hunk } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { FileDiff } from '#shared/domain/repository.ts'
import { DiffTools, ViewChoice } from './diff-tools.tsx'
import { ImageDiff } from './image-diff.tsx'
import { StructureView } from './structure-view.tsx'
import { type DiffQuestion, useFileDiff } from './use-diff.ts'
import { useDiscardHunk } from './use-discard-hunk.ts'
import { isImageDiff, shownView, sideNames, viewsOf } from './views.ts'
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
  const question: DiffQuestion = { connectionId, source, path }
  const { diffLayout: chosen, diffWhitespace } = useFeature(createSettingsStore, (store) => store.settings)
  const diff = useFileDiff(question, diffWhitespace)
  const views = viewsOf(path, diff.kind === 'ready' ? diff.value : null)
  return (
    <section className="diff-panel" aria-label={t('diff.title', { path })}>
      <header className="diff-head">
        {onBack ? <IconButton label={t('diff.back')} icon={<ArrowLeft />} onPress={onBack} /> : null}
        <h2 className="diff-path" title={path}>
          {shortenMiddle(path, 80)}
        </h2>
        {views.length === 0 ? null : <ViewChoice views={views} shown={shownView(chosen, views)} />}
      </header>
      {diff.kind === 'loading' ? <Skeleton label={t('diff.loading')} lines={8} /> : null}
      {diff.kind === 'failed' ? (
        <div className="diff-trouble">
          <TroubleNotice trouble={diff.trouble} />
        </div>
      ) : null}
      {diff.kind === 'ready' ? <DiffBody question={question} diff={diff.value} /> : null}
    </section>
  )
}

function DiffBody({ question, diff }: { question: DiffQuestion; diff: FileDiff }) {
  const t = useTexts()
  const chosen = useFeature(createSettingsStore, (store) => store.settings.diffLayout)
  const names = sideNames(t, question.source)
  if (isImageDiff(diff)) return <ImageDiff question={question} diff={diff} names={names} />
  const view = shownView(chosen, viewsOf(question.path, diff))
  if (view === 'structure') return <StructureView question={question} />
  return <Texts question={question} diff={diff} layout={view} names={names} />
}

interface TextsProps {
  question: DiffQuestion
  diff: FileDiff
  layout: 'side-by-side' | 'inline'
  names: { before: string; after: string }
}

/** Both texts with the tools for going through their changes. */
function Texts({ question, diff, layout, names }: TextsProps) {
  const { connectionId, path, source } = question
  const whitespace = useFeature(createSettingsStore, (store) => store.settings.diffWhitespace)
  const handle = useRef<DiffHandle>(null)
  const [position, setPosition] = useState<DiffPosition>({ count: 0, current: null })
  const [context, setContext] = useState<'folded' | 'all'>('folded')
  const { isRunning, trouble, discard } = useDiscardHunk(connectionId, path)
  const hasTools = viewsOf(path, diff).length > 0
  const discardHunk = (hunk: Hunk | null) => {
    if (hunk && !isRunning) void discard(diff.version, hunk)
  }
  const discardCurrent = () => {
    if (position.current !== null) discardHunk(handle.current?.hunk(position.current) ?? null)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that work wherever the focus is within the diff
    <div
      className="diff-texts"
      onKeyDown={(event) => {
        if (event.key !== 'F7') return
        event.preventDefault()
        handle.current?.go(event.shiftKey ? 'previous' : 'next')
      }}
    >
      {hasTools ? (
        <DiffTools
          position={position}
          whitespace={whitespace}
          context={context}
          onContext={setContext}
          onGo={(direction) => handle.current?.go(direction)}
          discard={source.kind === 'working' ? { isRunning, onPress: discardCurrent } : null}
        />
      ) : null}
      {trouble === null ? null : (
        <div className="diff-trouble">
          <TroubleNotice trouble={trouble} />
        </div>
      )}
      <DiffView
        ref={handle}
        path={path}
        before={diff.before}
        after={diff.after}
        layout={layout}
        changes={diff.changes}
        unseen={diff.unseen}
        context={context}
        names={names}
        onPosition={setPosition}
        {...(source.kind === 'working' ? { onDiscard: discardHunk } : {})}
      />
    </div>
  )
}
