import { createAppInfoStore } from '#renderer/session/app-info.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import './preferences.css'

const THEMES = ['system', 'light', 'dark', 'high-contrast'] as const

export interface PreferencesDialogProps {
  isOpen: boolean
  onClose: () => void
}

/** The person's settings; each takes effect at once. */
export function PreferencesDialog({ isOpen, onClose }: PreferencesDialogProps) {
  const t = useTexts()
  const theme = useFeature(createSettingsStore, (store) => store.settings.theme)
  const backgroundFetch = useFeature(createSettingsStore, (store) => store.settings.backgroundFetch)
  const trouble = useFeature(createSettingsStore, (store) => store.trouble)
  const change = useFeature(createSettingsStore, (store) => store.change)
  const app = useFeature(createAppInfoStore, (store) => store.app)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('preferences.title')}
      actions={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      <RadioCards
        label={t('preferences.theme')}
        value={theme}
        onChange={(next) => void change({ theme: next })}
        cards={THEMES.map((id) => ({ id, title: t(`preferences.theme.${id}`), text: t(`preferences.theme.${id}.text`) }))}
      />
      <Checkbox
        isSelected={backgroundFetch === 'on'}
        onChange={(isOn) => void change({ backgroundFetch: isOn ? 'on' : 'off' })}
      >
        <span>
          {t('preferences.backgroundFetch')}
          <span className="ui-hint preferences-note">{t('preferences.backgroundFetch.text')}</span>
        </span>
      </Checkbox>
      {trouble ? <TroubleNotice trouble={trouble} /> : null}
      {app.kind === 'ready' ? (
        <footer className="ui-hint">
          <p>{t('preferences.about.version', { version: app.info.version })}</p>
          <p>{t('preferences.about.tokens', { storage: app.info.tokenStorage })}</p>
        </footer>
      ) : null}
    </Dialog>
  )
}
