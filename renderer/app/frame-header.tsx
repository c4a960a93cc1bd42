import { Contrast, Moon, PanelLeft, PanelRight, Settings, Sun, SunMoon, UserRound } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { createApiListStore } from '#renderer/features/api-list/index.ts'
import { PreferencesDialog } from '#renderer/features/preferences/index.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { shortcutLabel, useShortcut, usesCommandKey } from '#renderer/session/shortcuts.ts'
import { nextTheme } from '#renderer/session/theme.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { choice } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import type { Settings as PersonSettings } from '#shared/contract/app.ts'
import { Mark } from './mark.tsx'

type PaneChoice = PersonSettings['panes']

export interface FrameHeaderProps {
  panes: PaneChoice
  onPanes: (panes: PaneChoice) => void
}

const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon, 'high-contrast': Contrast } as const
const SEARCH = { key: 'k' } as const

/** The row at the top: where one is, the search, and what concerns the window. */
export function FrameHeader({ panes, onPanes }: FrameHeaderProps) {
  const t = useTexts()
  const [preferences, setPreferences] = useState(false)
  const theme = useFeature(createSettingsStore, (store) => store.settings.theme)
  const change = useFeature(createSettingsStore, (store) => store.change)
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const ThemeIcon = THEME_ICONS[theme]
  const toggle = (pane: keyof PaneChoice) => onPanes({ ...panes, [pane]: panes[pane] === 'shown' ? 'hidden' : 'shown' })
  return (
    <header className="frame-header">
      <div className="frame-brand">
        <Mark />
        <h1>{t('app.name')}</h1>
      </div>
      <ApiSearch
        onType={() => {
          if (panes.apis === 'hidden') onPanes({ ...panes, apis: 'shown' })
        }}
      />
      <div className="frame-tools">
        <IconButton
          label={t(panes.apis === 'shown' ? 'app.hideApis' : 'app.showApis')}
          icon={<PanelLeft />}
          onPress={() => toggle('apis')}
        />
        <IconButton
          label={t(panes.sourceControl === 'shown' ? 'app.hideSourceControl' : 'app.showSourceControl')}
          icon={<PanelRight />}
          onPress={() => toggle('sourceControl')}
        />
        <IconButton
          label={t('app.theme', { theme: choice(theme) })}
          icon={<ThemeIcon />}
          onPress={() => void change({ theme: nextTheme(theme) })}
        />
        <IconButton label={t('accounts.open')} icon={<UserRound />} onPress={() => open({ kind: 'accounts' })} />
        <IconButton label={t('app.settings')} icon={<Settings />} onPress={() => setPreferences(true)} />
      </div>
      <PreferencesDialog isOpen={preferences} onClose={() => setPreferences(false)} />
    </header>
  )
}

function ApiSearch({ onType }: { onType: () => void }) {
  const t = useTexts()
  const box = useRef<HTMLInputElement>(null)
  const filter = useFeature(createApiListStore, (list) => list.filter)
  const setFilter = useFeature(createApiListStore, (list) => list.setFilter)
  useShortcut(
    SEARCH,
    useCallback(() => box.current?.focus(), []),
  )
  return (
    <div className="frame-search">
      <SearchField
        label={t('app.search')}
        placeholder={t('app.searchHint')}
        shortcut={shortcutLabel(SEARCH, usesCommandKey(navigator.platform))}
        value={filter}
        onChange={(text) => {
          onType()
          setFilter(text)
        }}
        inputRef={box}
      />
    </div>
  )
}
