import { ArrowDown, ArrowUp, Columns2, ListTree, Pilcrow, Rows2, Undo2, UnfoldVertical } from 'lucide-react'
import { ToggleButton, ToggleButtonGroup, Toolbar } from 'react-aria-components'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { DiffPosition } from '#renderer/ui/diff-view.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import type { DiffLayoutChoice } from './views.ts'

const ICONS = { structure: ListTree, 'side-by-side': Columns2, inline: Rows2 } as const

/** The views of a file, of which one is shown; the choice is remembered. */
export function ViewChoice({ views, shown }: { views: readonly DiffLayoutChoice[]; shown: DiffLayoutChoice }) {
  const t = useTexts()
  const change = useFeature(createSettingsStore, (store) => store.change)
  return (
    <ToggleButtonGroup
      className="diff-views"
      aria-label={t('diff.view')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[shown]}
      onSelectionChange={(keys) => {
        const next = views.find((view) => keys.has(view))
        if (next) void change({ diffLayout: next })
      }}
    >
      {views.map((view) => {
        const Icon = ICONS[view]
        return (
          <ToggleButton key={view} id={view} className="diff-view">
            <Icon aria-hidden="true" />
            <span className="diff-view-name">{t(`diff.view.${view}`)}</span>
          </ToggleButton>
        )
      })}
    </ToggleButtonGroup>
  )
}

export interface DiffToolsProps {
  position: DiffPosition
  whitespace: 'shown' | 'ignored'
  context: 'folded' | 'all'
  onContext: (context: 'folded' | 'all') => void
  onGo: (direction: 'next' | 'previous') => void
  /** Puts the current change back; null where nothing can be put back. */
  discard: { isRunning: boolean; onPress: () => void } | null
}

/** Ways from change to change, what is done with the current one, and whether white space counts. */
export function DiffTools({ position, whitespace, context, onContext, onGo, discard }: DiffToolsProps) {
  const t = useTexts()
  const change = useFeature(createSettingsStore, (store) => store.change)
  const { count, current } = position
  return (
    <Toolbar className="diff-tools" aria-label={t('diff.tools')}>
      <IconButton label={t('diff.previous')} icon={<ArrowUp />} isDisabled={count === 0} onPress={() => onGo('previous')} />
      <IconButton label={t('diff.next')} icon={<ArrowDown />} isDisabled={count === 0} onPress={() => onGo('next')} />
      <span className="ui-hint diff-tools-count" aria-live="polite">
        {current === null ? t('diff.count', { count }) : t('diff.position', { number: current + 1, count })}
      </span>
      {discard ? (
        <Button
          variant="quiet"
          icon={<Undo2 />}
          isDisabled={current === null}
          isPending={discard.isRunning}
          onPress={discard.onPress}
        >
          {t('diff.discard')}
        </Button>
      ) : null}
      <ToggleButton
        className="diff-view diff-context"
        isSelected={context === 'all'}
        onChange={(isAll) => onContext(isAll ? 'all' : 'folded')}
      >
        <UnfoldVertical aria-hidden="true" />
        <span className="diff-view-name">{t('diff.allLines')}</span>
      </ToggleButton>
      <ToggleButton
        className="diff-view"
        isSelected={whitespace === 'ignored'}
        onChange={(isIgnored) => void change({ diffWhitespace: isIgnored ? 'ignored' : 'shown' })}
      >
        <Pilcrow aria-hidden="true" />
        <span className="diff-view-name">{t('diff.ignoreWhitespace')}</span>
      </ToggleButton>
    </Toolbar>
  )
}
